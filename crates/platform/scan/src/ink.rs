//! Mực trên giấy: black and white, and the connected strokes in it.

use crate::page::Rect;
use image::GrayImage;

/// Ink (1) and paper (0).
pub(crate) struct Bitmap {
    pub w: usize,
    pub h: usize,
    pub bits: Vec<u8>,
}

impl Bitmap {
    /// Every pixel darker than `level` is ink.
    pub fn darker_than(image: &GrayImage, level: u8) -> Bitmap {
        let bits = image
            .as_raw()
            .iter()
            .map(|v| u8::from(*v < level))
            .collect();
        Bitmap {
            w: image.width() as usize,
            h: image.height() as usize,
            bits,
        }
    }

    /// Sauvola's local threshold over a square of `2 * radius + 1`: follows shadows and pale copies.
    pub fn sauvola(image: &GrayImage, radius: usize, k: f32) -> Bitmap {
        let (w, h) = (image.width() as usize, image.height() as usize);
        let data = image.as_raw();
        let mut sum = vec![0u32; w];
        let mut square = vec![0u32; w];
        let mut bits = vec![0u8; w * h];
        let row = |y: usize| &data[y * w..(y + 1) * w];
        let add = |y: usize, sum: &mut [u32], square: &mut [u32]| {
            for ((v, s), q) in row(y).iter().zip(sum).zip(square) {
                let v = u32::from(*v);
                *s += v;
                *q += v * v;
            }
        };
        for y in 0..radius.min(h) {
            add(y, &mut sum, &mut square);
        }
        for y in 0..h {
            if y + radius < h {
                add(y + radius, &mut sum, &mut square);
            }
            if y > radius {
                for ((v, s), q) in row(y - radius - 1).iter().zip(&mut sum).zip(&mut square) {
                    let v = u32::from(*v);
                    *s -= v;
                    *q -= v * v;
                }
            }
            let rows = (y + radius).min(h - 1) - y.saturating_sub(radius) + 1;
            let (mut total, mut total_square) = (0u64, 0u64);
            for x in 0..radius.min(w) {
                total += u64::from(sum[x]);
                total_square += u64::from(square[x]);
            }
            for x in 0..w {
                if x + radius < w {
                    total += u64::from(sum[x + radius]);
                    total_square += u64::from(square[x + radius]);
                }
                if x > radius {
                    total -= u64::from(sum[x - radius - 1]);
                    total_square -= u64::from(square[x - radius - 1]);
                }
                let n = (rows * ((x + radius).min(w - 1) - x.saturating_sub(radius) + 1)) as f32;
                let mean = total as f32 / n;
                let spread = (total_square as f32 / n - mean * mean).max(0.0).sqrt();
                bits[y * w + x] = u8::from(
                    f32::from(data[y * w + x]) < mean * (1.0 + k * (spread / 128.0 - 1.0)),
                );
            }
        }
        Bitmap { w, h, bits }
    }

    /// Black on white for the engine.
    pub fn picture(&self) -> GrayImage {
        let data = self
            .bits
            .iter()
            .map(|b| if *b == 1 { 0 } else { 255 })
            .collect();
        GrayImage::from_raw(self.w as u32, self.h as u32, data).unwrap_or_default()
    }

    /// The connected strokes (touching at corners counts).
    pub fn strokes(&self) -> Strokes {
        let mut runs: Vec<Run> = Vec::new();
        let mut parent: Vec<u32> = Vec::new();
        let mut above = 0..0;
        for y in 0..self.h {
            let row = &self.bits[y * self.w..(y + 1) * self.w];
            let first = runs.len();
            let mut behind = above.clone();
            let mut x = 0;
            while let Some(start) = row[x..].iter().position(|b| *b == 1).map(|p| p + x) {
                let end = row[start..]
                    .iter()
                    .position(|b| *b == 0)
                    .map_or(self.w, |p| p + start);
                let label = parent.len() as u32;
                parent.push(label);
                let run = Run {
                    y: y as u32,
                    x0: start as u32,
                    x1: end as u32,
                    label,
                };
                while behind.start < behind.end && runs[behind.start].x1 < run.x0 {
                    behind.start += 1;
                }
                for other in behind.clone() {
                    if runs[other].x0 > run.x1 {
                        break;
                    }
                    join(&mut parent, runs[other].label, label);
                }
                runs.push(run);
                x = end;
                if x >= self.w {
                    break;
                }
            }
            above = first..runs.len();
        }
        let mut index = vec![u32::MAX; parent.len()];
        let mut list: Vec<Stroke> = Vec::new();
        for run in &mut runs {
            let root = root(&mut parent, run.label) as usize;
            if index[root] == u32::MAX {
                index[root] = list.len() as u32;
                list.push(Stroke {
                    x0: run.x0,
                    y0: run.y,
                    x1: run.x1,
                    y1: run.y + 1,
                    area: 0,
                });
            }
            run.label = index[root];
            let stroke = &mut list[run.label as usize];
            stroke.x0 = stroke.x0.min(run.x0);
            stroke.x1 = stroke.x1.max(run.x1);
            stroke.y1 = run.y + 1;
            stroke.area += run.x1 - run.x0;
        }
        Strokes { runs, list }
    }
}

fn root(parent: &mut [u32], mut of: u32) -> u32 {
    while parent[of as usize] != of {
        parent[of as usize] = parent[parent[of as usize] as usize];
        of = parent[of as usize];
    }
    of
}

fn join(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b) as usize] = a.min(b);
}

struct Run {
    y: u32,
    x0: u32,
    x1: u32,
    label: u32,
}

/// One connected stroke.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    pub x0: u32,
    pub y0: u32,
    pub x1: u32,
    pub y1: u32,
    pub area: u32,
}

impl Stroke {
    pub fn w(&self) -> u32 {
        self.x1 - self.x0
    }

    pub fn h(&self) -> u32 {
        self.y1 - self.y0
    }

    pub fn rect(&self) -> Rect {
        Rect {
            x0: self.x0 as i32,
            y0: self.y0 as i32,
            x1: self.x1 as i32,
            y1: self.y1 as i32,
        }
    }
}

/// All connected strokes of a bitmap.
pub(crate) struct Strokes {
    runs: Vec<Run>,
    pub list: Vec<Stroke>,
}

impl Strokes {
    /// Take the strokes that `unwanted` names out of the bitmap.
    pub fn erase(&self, bitmap: &mut Bitmap, unwanted: impl Fn(&Stroke) -> bool) {
        let out: Vec<bool> = self.list.iter().map(unwanted).collect();
        for run in self.runs.iter().filter(|r| out[r.label as usize]) {
            let row = run.y as usize * bitmap.w;
            bitmap.bits[row + run.x0 as usize..row + run.x1 as usize].fill(0);
        }
    }
}

impl Strokes {
    /// Every run (row, first column, column behind it) of the strokes that `wanted` names.
    pub fn each_run(&self, wanted: impl Fn(&Stroke) -> bool, mut told: impl FnMut(u32, u32, u32)) {
        let named: Vec<bool> = self.list.iter().map(wanted).collect();
        for run in self.runs.iter().filter(|r| named[r.label as usize]) {
            told(run.y, run.x0, run.x1);
        }
    }
}

/// A quarter of the dots: each the mean of four.
pub(crate) fn halved(image: &GrayImage) -> GrayImage {
    let (w, h) = (image.width() as usize / 2, image.height() as usize / 2);
    let full = image.width() as usize;
    let data = image.as_raw();
    let mut out = Vec::with_capacity(w * h);
    for y in 0..h {
        let (top, bottom) = (&data[2 * y * full..], &data[(2 * y + 1) * full..]);
        out.extend((0..w).map(|x| {
            let sum = u16::from(top[2 * x])
                + u16::from(top[2 * x + 1])
                + u16::from(bottom[2 * x])
                + u16::from(bottom[2 * x + 1]);
            ((sum + 2) / 4) as u8
        }));
    }
    GrayImage::from_raw(w as u32, h as u32, out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_that_touch_are_one_and_small_ones_can_be_erased() {
        let rows = [
            "1100010", "0010010", "0000000", "0111111", "0100001", "0111111",
        ];
        let bits: Vec<u8> = rows
            .iter()
            .flat_map(|r| r.bytes().map(|b| b - b'0'))
            .collect();
        let mut bitmap = Bitmap { w: 7, h: 6, bits };
        let strokes = bitmap.strokes();
        let mut areas: Vec<u32> = strokes.list.iter().map(|s| s.area).collect();
        areas.sort_unstable();
        assert_eq!(areas, [2, 3, 14]);
        strokes.erase(&mut bitmap, |s| s.area < 5);
        assert_eq!(bitmap.bits.iter().map(|b| u32::from(*b)).sum::<u32>(), 14);
    }

    #[test]
    fn the_local_threshold_finds_ink_in_the_shadow_too() {
        let image = GrayImage::from_fn(200, 60, |x, y| {
            let paper = 240 - x / 2;
            image::Luma([if x % 20 < 3 && (20..40).contains(&y) {
                (paper / 3) as u8
            } else {
                paper as u8
            }])
        });
        let bitmap = Bitmap::sauvola(&image, 12, 0.3);
        let ink = |x: usize| bitmap.bits[30 * 200 + x];
        assert_eq!((ink(1), ink(181), ink(10), ink(190)), (1, 1, 0, 0));
    }
}
