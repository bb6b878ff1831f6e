//! Lines of a file or of stdin, packed or not, in bounded memory.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

/// Longest line that is read; a longer one is passed over. An event has at most so many bytes.
pub const LINE_BYTES_MAX: usize = 64 * 1024;
/// How much is read at once.
const BUFFER_BYTES: usize = 256 * 1024;
/// Largest window of zstd, as a power of two: 32 MiB. Only `--ultra` and `--long` make larger ones.
const ZSTD_WINDOW_LOG_MAX: u32 = 25;

/// A byte order mark, which some programs put before a file.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Lines, one after another.
pub struct Lines {
    input: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// What of the buffer has not been given out.
    begin: usize,
    end: usize,
    number: u64,
    /// Bytes that were taken from the file so far, as they are on the disk.
    taken: Arc<AtomicU64>,
    /// Whether the file is one that is packed.
    pub packed: bool,
}

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'b> {
    /// Its number, from 1.
    pub number: u64,
    /// What is in it, without the end of the line; `None` when that is too long.
    pub text: Option<&'b [u8]>,
    /// Whether there was a newline behind it.
    pub ended: bool,
}

impl Lines {
    /// Reads what comes from `input`, unpacked when it begins as gzip or zstd does.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn new(input: impl Read + Send + 'static) -> io::Result<Self> {
        let taken = Arc::new(AtomicU64::new(0));
        let counted = Counted { input, taken: Arc::clone(&taken) };
        let mut input = BufReader::with_capacity(BUFFER_BYTES, counted);
        let first = input.fill_buf()?;
        let (input, packed): (Box<dyn Read + Send>, bool) = if first.starts_with(&[0x1F, 0x8B]) {
            (Box::new(Members(Some(GzDecoder::new(input)))), true)
        } else if first.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
            let mut decoder = zstd::Decoder::with_buffer(input)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
            (Box::new(decoder), true)
        } else {
            (Box::new(input), false)
        };
        Ok(Self { input, buffer: vec![0; BUFFER_BYTES], begin: 0, end: 0, number: 0, taken, packed })
    }

    /// Bytes that were taken from the file so far, packed as they are.
    pub fn bytes_taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// What comes next, without taking it: whole lines as far as there are, at most what is read at once.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn preview(&mut self) -> io::Result<&[u8]> {
        while self.end < self.buffer.len() && self.fill()? {}
        Ok(&self.buffer[self.begin..self.end])
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// When it cannot be read, or does not unpack.
    pub fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let (mut searched, mut too_long) = (0, false);
        loop {
            let unread = &self.buffer[self.begin..self.end];
            if let Some(at) = memchr::memchr(b'\n', &unread[searched..]) {
                let (begin, end) = (self.begin, self.begin + searched + at);
                self.begin = end + 1;
                return Ok(Some(self.line(begin, end, too_long, true)));
            }
            searched = unread.len();
            if searched > LINE_BYTES_MAX + 1 {
                // Nobody will want its beginning.
                too_long = true;
                self.begin = self.end;
                searched = 0;
            }
            if !self.fill()? {
                if searched == 0 && !too_long {
                    return Ok(None);
                }
                let (begin, end) = (self.begin, self.end);
                self.begin = end;
                return Ok(Some(self.line(begin, end, too_long, false)));
            }
        }
    }

    fn line(&mut self, begin: usize, end: usize, too_long: bool, ended: bool) -> Line<'_> {
        self.number += 1;
        let text = &self.buffer[begin..end];
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let text = if self.number == 1 { text.strip_prefix(BOM).unwrap_or(text) } else { text };
        let fits = !too_long && text.len() <= LINE_BYTES_MAX;
        Line { number: self.number, text: fits.then_some(text), ended }
    }

    /// Reads more behind what there is; `false` at the end.
    fn fill(&mut self) -> io::Result<bool> {
        if self.begin > 0 {
            self.buffer.copy_within(self.begin..self.end, 0);
            self.end -= self.begin;
            self.begin = 0;
        }
        loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

struct Counted<R> {
    input: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The members of a gzip file, one behind the other. Zeros behind the last are padding, as they are to gzip(1).
struct Members<R>(Option<GzDecoder<R>>);

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.0 {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(mut input) = self.0.take().map(GzDecoder::into_inner) else { break };
            loop {
                let next = input.fill_buf()?;
                let zeros = next.iter().take_while(|byte| **byte == 0).count();
                if next.is_empty() {
                    return Ok(0);
                }
                if zeros == 0 {
                    break;
                }
                input.consume(zeros);
            }
            self.0 = Some(GzDecoder::new(input));
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: Vec<u8>) -> Vec<(u64, Option<Vec<u8>>, bool)> {
        let mut lines = Lines::new(io::Cursor::new(input)).unwrap();
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            all.push((line.number, line.text.map(<[u8]>::to_vec), line.ended));
        }
        all
    }

    #[test]
    fn lines_end_with_a_newline_or_with_the_file() {
        let text = |text: &str| Some(text.as_bytes().to_vec());

        assert_eq!(all(Vec::new()), []);
        assert_eq!(
            all(b"\xEF\xBB\xBFa\r\n\nb\xFF\nhalf".to_vec()),
            [(1, text("a"), true), (2, text(""), true), (3, Some(b"b\xFF".to_vec()), true), (4, text("half"), false)]
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_one_is_not() {
        let long = |bytes: usize| "x".repeat(bytes);
        let input = format!("{}\n{}\r\n{}\nlast\n", long(LINE_BYTES_MAX), long(LINE_BYTES_MAX + 1), long(2_000_000));

        let found: Vec<_> =
            all(input.into_bytes()).into_iter().map(|(n, text, _)| (n, text.map(|t| t.len()))).collect();

        assert_eq!(found, [(1, Some(LINE_BYTES_MAX)), (2, None), (3, None), (4, Some(4))]);
    }

    #[test]
    fn packed_files_are_unpacked_whatever_their_name() {
        let plain = b"one\ntwo\n";
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        io::Write::write_all(&mut gz, plain).unwrap();
        // Two files one behind the other are one.
        let mut twice = gz.finish().unwrap();
        twice.extend_from_within(..);
        twice.extend_from_slice(&[0; 700]);
        let zst = zstd::encode_all(&plain[..], 1).unwrap();

        assert_eq!(all(twice).len(), 4);
        assert_eq!(all(zst), all(plain.to_vec()));
    }

    #[test]
    fn a_packed_file_that_breaks_off_is_an_error_behind_its_whole_lines() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        let text: String = (0..100_000).map(|n| format!("line {n}\n")).collect();
        io::Write::write_all(&mut gz, text.as_bytes()).unwrap();
        let mut half = gz.finish().unwrap();
        half.truncate(half.len() / 2);
        let mut lines = Lines::new(io::Cursor::new(half)).unwrap();

        let mut read = 0;
        let error = loop {
            match lines.next() {
                Ok(Some(_)) => read += 1,
                Ok(None) => panic!("no error"),
                Err(error) => break error,
            }
        };

        assert!(read > 1_000, "{read}");
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}
