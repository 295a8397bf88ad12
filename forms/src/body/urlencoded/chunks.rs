//! A vector that is not copied when it grows beyond its first chunk. It allocates only what its items need,
//! so that memory stays in proportion to the body.

const CHUNK: usize = 256;

#[derive(Debug)]
pub(super) struct Chunks<T> {
    first: Vec<T>,
    /// boxed, because most vectors are short and a body may have many of them
    #[allow(clippy::box_collection)]
    more: Option<Box<Vec<Vec<T>>>>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Chunks::new()
    }
}

impl<T> Chunks<T> {
    #[inline(always)]
    pub(super) const fn new() -> Self {
        Chunks { first: Vec::new(), more: None }
    }
    pub(super) fn len(&self) -> usize {
        let more = self.more.as_ref().and_then(|more| Some((more.len() - 1) * CHUNK + more.last()?.len()));
        self.first.len() + more.unwrap_or(0)
    }
    pub(super) fn push(&mut self, item: T) {
        if self.first.is_empty() {
            self.first.reserve_exact(1);
        }
        if self.first.len() < CHUNK {
            return self.first.push(item);
        }
        let more = self.more.get_or_insert_default();
        match more.last_mut() {
            Some(last) if last.len() < CHUNK => last.push(item),
            _ => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(item);
                more.push(chunk);
            }
        }
    }
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        match at.checked_sub(CHUNK) {
            None => self.first.get(at),
            Some(at) => self.more.as_ref()?.get(at / CHUNK)?.get(at % CHUNK),
        }
    }
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        match at.checked_sub(CHUNK) {
            None => self.first.get_mut(at),
            Some(at) => self.more.as_mut()?.get_mut(at / CHUNK)?.get_mut(at % CHUNK),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_in_the_order_of_pushes() {
        let mut chunks = Chunks::new();
        for i in 0..=3 * CHUNK {
            assert_eq!(chunks.len(), i);
            assert_eq!(chunks.get(i), None);
            chunks.push(i);
        }
        for i in 0..=3 * CHUNK {
            assert_eq!(chunks.get(i), Some(&i));
            *chunks.get_mut(i).unwrap() += 1;
            assert_eq!(chunks.get(i), Some(&(i + 1)));
        }
    }
}
