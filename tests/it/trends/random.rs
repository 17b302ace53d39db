//! Seeded random numbers for simulations: PCG32 (O'Neill 2014) and the draws that speeches need, on `libm` alone.

use wenmai::stats::{DocumentCount, PeriodCounts, Series};

pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random(0);
        random.bits();
        random.0 = random.0.wrapping_add(seed);
        random.bits();
        random
    }

    pub(crate) fn bits(&mut self) -> u32 {
        let state = self.0;
        self.0 = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let shifted = (((state >> 18) ^ state) >> 27) as u32;
        shifted.rotate_right((state >> 59) as u32)
    }

    /// Uniform within 0–1, ends excluded.
    pub(crate) fn uniform(&mut self) -> f64 {
        (f64::from(self.bits()) + 0.5) / 4_294_967_296.0
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.uniform() * n as f64) as usize
    }

    pub(crate) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.uniform()));
        radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform())
    }

    /// Gamma of mean 1 and this coefficient of variation (Marsaglia and Tsang 2000).
    pub(crate) fn gamma(&mut self, cv: f64) -> f64 {
        if cv <= 0.0 {
            return 1.0;
        }
        let shape = 1.0 / (cv * cv);
        let boost = if shape < 1.0 { libm::pow(self.uniform(), 1.0 / shape) } else { 1.0 };
        let d = (if shape < 1.0 { shape + 1.0 } else { shape }) - (1.0 / 3.0);
        loop {
            let x = self.normal();
            let v = 1.0 + (x / libm::sqrt(9.0 * d));
            if v > 0.0 {
                let v = v * v * v;
                if libm::log(self.uniform()) < (0.5 * x * x) + d - (d * v) + (d * libm::log(v)) {
                    return boost * d * v / shape;
                }
            }
        }
    }

    /// Poisson, by halving large means (a sum of Poisson counts is Poisson) and by products of uniforms.
    pub(crate) fn poisson(&mut self, mean: f64) -> u64 {
        if mean > 30.0 {
            return self.poisson(mean / 2.0) + self.poisson(mean / 2.0);
        }
        let floor = libm::exp(-mean);
        let (mut count, mut product) = (0, self.uniform());
        while product > floor {
            count += 1;
            product *= self.uniform();
        }
        count
    }
}

/// How documents are drawn.
#[derive(Clone, Copy)]
pub(crate) struct Speeches {
    /// Hits per token, on average.
    pub(crate) rate: f64,
    /// Coefficient of variation of document rates.
    pub(crate) cv: f64,
    /// Median tokens, and the standard deviation of their logarithm.
    pub(crate) length: (f64, f64),
}

impl Speeches {
    pub(crate) fn draw(&self, random: &mut Random, factor: f64) -> DocumentCount {
        let tokens = (self.length.0 * libm::exp(self.length.1 * random.normal())).max(50.0).floor();
        let mean = self.rate * factor * random.gamma(self.cv) * tokens;
        let hits = random.poisson(mean).min(tokens as u64);
        DocumentCount { hits, tokens: tokens as u64, body: None }
    }
}

/// A series of quarters: `documents` draws those of a quarter, given its shock (mean 1).
pub(crate) fn quarters(random: &mut Random, periods: usize, shock: f64, mut documents: impl FnMut(usize, f64, &mut Random) -> Vec<DocumentCount>) -> Series {
    let period = |time: usize| {
        let factor = random.gamma(shock);
        PeriodCounts { time: time as i64, season: Some(time as u32 % 4), documents: documents(time, factor, random) }
    };
    Series::new((0..periods).map(period).collect::<Vec<_>>(), Some(4))
}

/// Documents of two bodies in turn, a constant number a quarter; `rate` gives the factor of a quarter.
pub(crate) fn steady(random: &mut Random, (periods, documents): (usize, usize), shock: f64, speeches: Speeches, rate: impl Fn(usize) -> f64) -> Series {
    quarters(random, periods, shock, |time, factor, random| {
        let one = |place: usize| {
            let drawn = speeches.draw(random, factor * rate(time));
            DocumentCount { body: Some(place as u32 % 2), ..drawn }
        };
        (0..documents).map(one).collect()
    })
}
