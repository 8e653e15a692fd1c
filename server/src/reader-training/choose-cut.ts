import type { Cut } from './train-reader.ts'

/** A sentence scored by weights that did not see its family. */
export interface HeldScore {
  readonly score: number
  readonly isOffence: boolean
}

/** 存疑 needs nine in ten right on held-out families and at most three in a thousand lawful real sentences. */
const PRECISION = 0.9
const REAL_RATE = 0.003
/** A hint costs no alarm; below three in four right it only tires. */
const HINT_PRECISION = 0.75
/** One offence in so many may be unlike the others: what it costs to believe a reader that sees nothing in a sentence. */
const RARE = 0.12

/** Choose thresholds on held-out scores, and how often a score of a given height was right. */
export function chooseCut(held: readonly HeldScore[], lawful: readonly number[]): Cut {
  const suspect = lowestCut(held, lawful, PRECISION, REAL_RATE)
  const hint = Math.min(suspect, lowestCut(held, lawful, HINT_PRECISION, REAL_RATE * 3))
  return { suspect, hint, unlike: unlikeCut(held), calibration: calibrate(held, hint) }
}

/** The score that all but a few of the held-out offences reach. */
function unlikeCut(held: readonly HeldScore[]): number {
  const scores = held.filter(({ score, isOffence }) => isOffence && Number.isFinite(score)).map(({ score }) => score)
  return scores.sort((a, b) => a - b)[Math.floor(scores.length * RARE)] ?? 0
}

function lowestCut(held: readonly HeldScore[], lawful: readonly number[], precision: number, rate: number): number {
  const falling = [...held].sort((a, b) => b.score - a.score)
  const allowed = [...lawful].sort((a, b) => b - a)[Math.floor(lawful.length * rate)] ?? Number.NEGATIVE_INFINITY
  let right = 0
  let cut = falling[0]?.score ?? 0
  for (const [i, { score, isOffence }] of falling.entries()) {
    if (score <= allowed) break
    if (isOffence) right++
    if (right / (i + 1) >= precision) cut = score
  }
  return cut
}

/** Share of offences in ten equal parts of the scores at or above `from`, rising. */
function calibrate(held: readonly HeldScore[], from: number): [number, number][] {
  const scores = held.filter(({ score }) => score >= from).sort((a, b) => a.score - b.score)
  const size = Math.max(1, Math.ceil(scores.length / 10))
  const parts: [number, number][] = []
  for (let at = 0; at < scores.length; at += size) {
    const part = scores.slice(at, at + size)
    const share = part.filter(({ isOffence }) => isOffence).length / part.length
    parts.push([part[0]!.score, Math.max(parts.at(-1)?.[1] ?? 0, Math.round(share * 100) / 100)])
  }
  return parts
}
