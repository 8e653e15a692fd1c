/** Sparse rows of one training: `features` may repeat a bucket; each counts 1, scaled by `scale`. */
export interface Row {
  readonly features: Int32Array
  readonly scale: number
}

export interface Linear {
  readonly weights: Float64Array
  readonly bias: number
}

const EPOCHS = 25

/** Whole numbers of a score are this many to one unit of margin. */
export const UNIT = 1000

export interface TrainLinearOptions {
  readonly isBalanced?: boolean
  readonly from?: Linear
}

/**
 * L2-regularised, squared hinge loss, by dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, algorithm 1).
 * The shuffle has a seed of its own: the same rows give the same weights.
 *
 * @param size number of buckets
 * @param factor per bucket, multiplies the feature
 * @param cost weight of an error
 * @param options.isBalanced errors on the rarer side weigh more, on positives at most eightfold
 * @param options.from where to begin; the weights go no further from it than the rows need
 */
export function trainLinear(
  rows: readonly Row[],
  isPositive: readonly boolean[],
  size: number,
  factor: Float32Array,
  cost: number,
  { isBalanced = false, from }: TrainLinearOptions = {},
): Linear {
  const random = seeded(7)
  // What each bucket weighs with its factor, so that a sum reaches for one number a feature.
  const weights = from ? from.weights.slice() : new Float64Array(size)
  const squares = Float64Array.from(factor, (value) => value ** 2)
  let bias = from?.bias ?? 0
  const count = rows.length
  const positives = isPositive.filter(Boolean).length
  const costOf = (positive: boolean): number => {
    if (!isBalanced) return cost
    return positive ? Math.min((cost * count) / (2 * positives), cost * 8) : (cost * count) / (2 * (count - positives))
  }
  const slackOf = (positive: boolean): number => 0.5 / costOf(positive)
  const diagonal = rows.map((row, i) => 1 + squaredNorm(row, squares) + slackOf(isPositive[i]!))
  const alpha = new Float64Array(count)
  const order = rows.map((_, i) => i)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random)
    let largest = 0
    for (const i of order) {
      const row = rows[i]!
      const y = isPositive[i] ? 1 : -1
      const gradient = y * (dot(weights, row) + bias) - 1 + alpha[i]! * slackOf(isPositive[i]!)
      const projected = alpha[i] === 0 ? Math.min(gradient, 0) : gradient
      if (Math.abs(projected) < 1e-9) continue
      largest = Math.max(largest, Math.abs(projected))
      const next = Math.max(alpha[i]! - gradient / diagonal[i]!, 0)
      const change = (next - alpha[i]!) * y
      alpha[i] = next
      bias += change
      const step = change * row.scale
      const { features } = row
      for (let k = 0; k < features.length; k++) weights[features[k]!]! += step * squares[features[k]!]!
    }
    if (largest < 0.02) break
  }
  return { weights, bias }
}

function dot(weights: Float64Array, { features, scale }: Row): number {
  let sum = 0
  for (let k = 0; k < features.length; k++) sum += weights[features[k]!]!
  return sum * scale
}

function squaredNorm({ features, scale }: Row, squares: Float64Array): number {
  let sum = 0
  let times = 0
  for (let k = 0; k < features.length; k++) {
    times++
    if (features[k + 1] === features[k]) continue
    sum += times ** 2 * squares[features[k]!]!
    times = 0
  }
  return sum * scale ** 2
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
}

// Linear congruential, Numerical Recipes.
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Whole-number values of the levels, and each bucket's level: geometric, so that the many small weights keep their order. */
export function quantise(
  { weights }: Linear,
  levels: number,
  range: number,
  unit: number,
): { level: Int8Array; values: number[] } {
  let top = 0
  for (const weight of weights) top = Math.max(top, Math.abs(weight))
  const step = range ** (1 / (levels - 1))
  const level = new Int8Array(weights.length)
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!
    if (weight === 0) continue
    const below = Math.round(Math.log(top / Math.abs(weight)) / Math.log(step))
    if (below < levels) level[i] = Math.sign(weight) * (levels - below)
  }
  const values = Array.from({ length: levels }, (_, i) =>
    Math.max(1, Math.round((unit * top) / step ** (levels - 1 - i))),
  )
  return { level, values }
}
