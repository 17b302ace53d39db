//! A Poisson log-linear fit of a few columns, and the over-dispersion of its period totals.
//!
//! Fitted by iteratively reweighted least squares (Nelder and Wedderburn 1972) with step halving, on the normal equations
//! `XᵀWX` by Cholesky.

use super::poisson::NoFit;

/// The most columns of a model.
const MOST_COLUMNS: usize = 24;
/// A fitted log rate further than this below the mean log rate has run away: a cell of zeros is fitted by zero.
const RUNAWAY: f64 = 25.0;

/// The observations of a fit; row i of the columns is `columns[i * count..][..count]`.
#[derive(Debug, Clone, Default)]
pub(super) struct Observations {
    pub(super) count: usize,
    pub(super) columns: Vec<f64>,
    pub(super) hits: Vec<f64>,
    pub(super) tokens: Vec<f64>,
    /// Period of each observation, not decreasing.
    pub(super) period: Vec<usize>,
}

impl Observations {
    pub(super) fn push(&mut self, row: &[f64], hits: f64, tokens: f64, period: usize) {
        self.columns.extend_from_slice(row);
        self.hits.push(hits);
        self.tokens.push(tokens);
        self.period.push(period);
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.columns.chunks_exact(self.count)
    }
}

/// A fit by maximum likelihood.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub(super) coefficients: Vec<f64>,
    /// Covariance of the coefficients at over-dispersion 1, row by row.
    pub(super) covariance: Vec<f64>,
    pub(super) means: Vec<f64>,
    /// Its logarithm, but for what no coefficient changes: of two fits to the same counts, twice the difference is that of
    /// their deviances.
    pub(super) likelihood: f64,
}

/// Spread of the period totals about the fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// Σ over periods of (Y − M)² / M, with Y and M the sums of y and μ.
    pub(super) pearson: f64,
    /// Σ(Y − M)² over what it would be for a Poisson count, Σ(M · (1 − leverage)): large periods weigh more.
    pub(super) weighted: f64,
    /// What the Pearson sum would be on average for a Poisson count.
    pub(super) df: f64,
    /// Periods that are fitted.
    pub(super) periods: usize,
}

/// The fit of `data`, found from the coefficients `start` where they are given and fit in number: of a fit to nearly the
/// same data they save half the way, and lead to the same place.
pub(super) fn fit(data: &Observations, start: Option<&[f64]>) -> Result<Fitted, NoFit> {
    let total: f64 = data.hits.iter().sum();
    let exposure: f64 = data.tokens.iter().sum();
    if total <= 0.0 || exposure <= 0.0 {
        return Err(NoFit::NoHits);
    }
    if data.count > MOST_COLUMNS || data.count > data.hits.len() {
        return Err(NoFit::TooFewDegrees);
    }
    let overall = total / exposure;
    let mut coefficients: Vec<f64> = start.filter(|start| start.len() == data.count).unwrap_or_default().to_vec();
    let mut at = if coefficients.is_empty() { State::halfway(data, overall) } else { State::of(data, &coefficients) };
    for _ in 0..60 {
        let normal = Normal::of(data, &at);
        let factor = cholesky(&normal.matrix, data.count).ok_or(NoFit::Collinear)?;
        let mut next = solve(&factor, &normal.right, data.count);
        let mut then = State::of(data, &next);
        let mut halvings = 0;
        while !coefficients.is_empty() && then.likelihood < at.likelihood - (1e-11 * at.likelihood.abs()) && halvings < 20 {
            next = next.iter().zip(&coefficients).map(|(new, old)| 0.5 * (new + old)).collect();
            then = State::of(data, &next);
            halvings += 1;
        }
        let lowest = libm::log(overall) - RUNAWAY;
        if then.predictors.iter().any(|log_rate| *log_rate < lowest) || next.iter().any(|value| !value.is_finite()) {
            return Err(NoFit::Separated);
        }
        let change = next.iter().zip(&coefficients).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        // Near the end each step squares what is missing: after one of 10⁻⁷ nothing is.
        let settled = !coefficients.is_empty() && change < 1e-7;
        (coefficients, at) = (next, then);
        if settled {
            let factor = cholesky(&Normal::of(data, &at).matrix, data.count).ok_or(NoFit::Collinear)?;
            let covariance = inverse(&factor, data.count);
            return Ok(Fitted { coefficients, covariance, means: at.means, likelihood: at.likelihood });
        }
    }
    Err(NoFit::NotConverged)
}

/// Where a fit is.
struct State {
    /// Logarithms of the rates.
    predictors: Vec<f64>,
    means: Vec<f64>,
    /// Σ((y · predictor) − μ): the logarithm of the likelihood but for what no coefficient changes.
    likelihood: f64,
}

impl State {
    fn of(data: &Observations, coefficients: &[f64]) -> Self {
        let predictor = |row: &[f64]| row.iter().zip(coefficients).map(|(x, b)| x * b).sum::<f64>().min(300.0);
        let predictors: Vec<f64> = data.rows().map(predictor).collect();
        let means: Vec<f64> = predictors.iter().zip(&data.tokens).map(|(predictor, tokens)| tokens * libm::exp(*predictor)).collect();
        let likelihood = data.hits.iter().zip(&predictors).zip(&means).map(|((hits, predictor), mean)| (hits * predictor) - mean).sum();
        Self { predictors, means, likelihood }
    }

    /// Halfway between the counts and a constant rate, which is where the first step starts from.
    fn halfway(data: &Observations, overall: f64) -> Self {
        let means: Vec<f64> = data.hits.iter().zip(&data.tokens).map(|(hits, tokens)| 0.5 * (hits + (overall * tokens))).collect();
        let predictors = means.iter().zip(&data.tokens).map(|(mean, tokens)| libm::log(mean / tokens)).collect();
        Self { predictors, means, likelihood: f64::NEG_INFINITY }
    }
}

impl Fitted {
    /// xᵀVx: the variance of a linear predictor at over-dispersion 1.
    pub(super) fn variance(&self, x: &[f64]) -> f64 {
        let row = |row: &[f64]| row.iter().zip(x).map(|(v, x)| v * x).sum::<f64>();
        self.covariance.chunks_exact(x.len()).zip(x).map(|(v, x)| x * row(v)).sum()
    }

    /// The spread of period totals. Its degrees of freedom are T − Σ(M · x̄ᵀVx̄), with x̄ the mean row of a period weighted
    /// by μ: what the coefficients take from the *totals*. That is T less the columns for one observation a period, and
    /// more where strata are told apart within periods.
    pub(super) fn spread(&self, data: &Observations) -> Spread {
        let mut spread = Spread { weighted: 0.0, pearson: 0.0, df: 0.0, periods: 0 };
        let mut start = 0;
        let (mut squares, mut poisson_squares) = (0.0, 0.0);
        while start < data.period.len() {
            let end = start + data.period[start..].iter().take_while(|p| **p == data.period[start]).count();
            let (mut observed, mut expected, mut row) = (0.0, 0.0, vec![0.0; data.count]);
            for index in start..end {
                observed += data.hits[index];
                expected += self.means[index];
                let own = &data.columns[index * data.count..][..data.count];
                row.iter_mut().zip(own).for_each(|(sum, x)| *sum += self.means[index] * x);
            }
            let row: Vec<f64> = row.iter().map(|sum| sum / expected).collect();
            spread.pearson += (observed - expected) * (observed - expected) / expected;
            let degrees = 1.0 - (expected * self.variance(&row));
            squares += (observed - expected) * (observed - expected);
            poisson_squares += expected * degrees;
            spread.df += degrees;
            spread.periods += 1;
            start = end;
        }
        spread.weighted = if poisson_squares > 0.0 { squares / poisson_squares } else { 0.0 };
        spread
    }
}

/// The normal equations of one reweighting.
struct Normal {
    matrix: Vec<f64>,
    right: Vec<f64>,
}

impl Normal {
    fn of(data: &Observations, at: &State) -> Normal {
        let count = data.count;
        let mut normal = Normal { matrix: vec![0.0; count * count], right: vec![0.0; count] };
        for (index, row) in data.rows().enumerate() {
            let mean = at.means[index];
            let response = at.predictors[index] + ((data.hits[index] - mean) / mean);
            for (i, x) in row.iter().enumerate().filter(|(_, x)| **x != 0.0) {
                normal.right[i] += x * mean * response;
                for (j, other) in row[..=i].iter().enumerate() {
                    normal.matrix[(i * count) + j] += x * mean * other;
                }
            }
        }
        normal
    }
}

/// The lower Cholesky factor of a symmetric matrix (its lower half is read); `None` if it is not safely positive.
fn cholesky(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut factor = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| factor[(i * n) + k] * factor[(j * n) + k]).sum();
            let rest = matrix[(i * n) + j] - dot;
            if i == j {
                if rest.is_nan() || rest <= 1e-10 * matrix[(i * n) + i] {
                    return None;
                }
                factor[(i * n) + i] = libm::sqrt(rest);
            } else {
                factor[(i * n) + j] = rest / factor[(j * n) + j];
            }
        }
    }
    Some(factor)
}

fn solve(factor: &[f64], right: &[f64], n: usize) -> Vec<f64> {
    let mut x = right.to_vec();
    for i in 0..n {
        let dot: f64 = (0..i).map(|k| factor[(i * n) + k] * x[k]).sum();
        x[i] = (x[i] - dot) / factor[(i * n) + i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| factor[(k * n) + i] * x[k]).sum();
        x[i] = (x[i] - dot) / factor[(i * n) + i];
    }
    x
}

fn inverse(factor: &[f64], n: usize) -> Vec<f64> {
    let unit = |column: usize| (0..n).map(|row| if row == column { 1.0 } else { 0.0 }).collect::<Vec<f64>>();
    (0..n).flat_map(|column| solve(factor, &unit(column), n)).collect()
}
