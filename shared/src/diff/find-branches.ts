import { FORMULAS } from './fold-text.ts'
import { type Profile, type ProfileSet, sharedWeight, subtractGrams, sumWeights } from './profile.ts'

/** Clause `branch` of one text holds a part of clause `stem` of the other, whose main successor is another clause. */
export interface Branch {
  readonly stem: number
  readonly branch: number
}

/** One side's view: a split reads old → new, a merger new → old. */
export interface BranchSide {
  readonly stems: readonly Profile[]
  readonly branches: readonly Profile[]
  readonly weights: ProfileSet['weights']
  /** Main partner of each stem among the branches, -1 for none. */
  readonly partnerOfStem: Int32Array
  readonly partnerOfBranch: Int32Array
  /** The stems that share the rarest words with a branch. */
  nearestStems(branch: number): readonly number[]
}

/**
 * Clauses that were cut out of another one: words that stand in the stem and in the branch but not in the stem's main
 * successor must make up a good part of the branch, contain a run found nowhere else, and come from one stem only.
 * Thresholds: measured on the splits and mergers of real revisions (test/eval/versions.mjs).
 */
export function findBranches(side: BranchSide): Branch[] {
  const lostOf = new Map<number, Int32Array>()
  const haystacks = [side.stems, side.branches].map((profiles) => profiles.map(({ key }) => key).join('\n'))
  const found: Branch[] = []
  for (let branch = 0; branch < side.branches.length; branch++) {
    const near = side.nearestStems(branch)
    const whole = near.find((stem) => holdsWhole(side, stem, branch, haystacks[0]!))
    if (whole !== undefined) {
      found.push({ stem: whole, branch })
      continue
    }
    const ranked = near
      .flatMap((stem) => weighBranch(side, stem, branch, lostOf) ?? [])
      .sort((x, y) => y.rank - x.rank || x.stem - y.stem)
    const [best, second] = ranked
    if (!best || (second && second.rank > 0.75 * best.rank)) continue
    if (isBranch(best) && hasOwnRun(side, best.stem, branch, haystacks)) found.push({ stem: best.stem, branch })
  }
  return found
}

/** Shorter clauses stand inside others by chance. */
const WHOLE_FROM = 12

/** Does the branch stand in the stem from end to end, and in its sibling no more? Then it was cut out, formula or not. */
function holdsWhole(side: BranchSide, stem: number, branch: number, stems: string): boolean {
  const words = side.branches[branch]!.key
  const sibling = side.partnerOfStem[stem]!
  if (words.length < WHOLE_FROM || side.partnerOfBranch[branch]! >= 0 || sibling < 0 || sibling === branch) return false
  const isOwn = side.stems[stem]!.key.includes(words) && !side.branches[sibling]!.key.includes(words)
  // Beside its sibling there is no doubt where it came from, however often the words stand elsewhere.
  return isOwn && (Math.abs(branch - sibling) === 1 || occursAtMost(stems, words, 1))
}

interface BranchEvidence {
  readonly stem: number
  readonly rank: number
  /** Share of the branch's own words (those its sibling lacks) that the stem explains. */
  readonly ofBranch: number
  /** Share of the words the stem lost to its main successor that the branch explains. */
  readonly ofStem: number
  /** Share of all words of the branch that stand in the stem. */
  readonly held: number
  /** The branch stands next to its sibling. */
  readonly isBeside: boolean
  /** The branch has a main partner of its own. */
  readonly isTaken: boolean
}

/** Too little of a branch to be worth a closer look. */
const HELD_AT_LEAST = 0.3

function weighBranch(
  side: BranchSide,
  stem: number,
  branch: number,
  lostOf: Map<number, Int32Array>,
): BranchEvidence | null {
  const sibling = side.partnerOfStem[stem]!
  if (sibling < 0 || sibling === branch) return null
  const [whole, first, other] = [side.stems[stem]!, side.branches[sibling]!, side.branches[branch]!]
  if (whole.key === first.key) return null
  const held = sharedWeight(whole.grams, other.grams, side.weights) / (other.weight || 1)
  if (held < HELD_AT_LEAST) return null
  const lost = lostOf.get(stem) ?? subtractGrams(whole.grams, first.grams)
  lostOf.set(stem, lost)
  const ownPartner = side.partnerOfBranch[branch]!
  const isTaken = ownPartner >= 0
  const gained = isTaken ? subtractGrams(other.grams, side.stems[ownPartner]!.grams) : other.grams
  const own = subtractGrams(gained, first.grams)
  const moved = sharedWeight(lost, own, side.weights)
  if (moved === 0) return null
  const ofBranch = moved / sumWeights(isTaken ? other.grams : own, side.weights)
  const ofStem = moved / (isTaken ? whole.weight : sumWeights(lost, side.weights))
  const isBeside = Math.abs(branch - sibling) === 1
  return { stem, rank: Math.sqrt(ofBranch * ofStem) * held * held, ofBranch, ofStem, held, isBeside, isTaken }
}

function isBranch({ ofBranch, ofStem, held, isBeside, isTaken }: BranchEvidence): boolean {
  const mutual = Math.sqrt(ofBranch * ofStem)
  if (isTaken) return ofBranch >= 0.4 && ofStem >= 0.35
  if (isBeside) return (mutual >= 0.32 && held >= 0.37) || (held >= 0.55 && ofBranch >= 0.4)
  return (mutual >= 0.6 && held >= 0.58) || held >= 0.68
}

/** Characters of the probe that must be rare, and how many such probes in a row make a run of its own. */
const PROBE = 4
const OWN_PROBES = 6
const RARE = 2

/** Do the two share a run that hardly any other clause holds? Formulas of office are shared by everybody. */
function hasOwnRun(side: BranchSide, stem: number, branch: number, haystacks: readonly string[]): boolean {
  const words = side.branches[branch]!.key.replace(FORMULAS, '\n')
  const source = side.stems[stem]!.key
  let own = 0
  for (let at = 0; at + PROBE <= words.length; at++) {
    const probe = words.slice(at, at + PROBE)
    if (!source.includes(probe)) own = 0
    else if (haystacks.every((haystack) => occursAtMost(haystack, probe, RARE)) && ++own >= OWN_PROBES) return true
  }
  return false
}

function occursAtMost(haystack: string, probe: string, limit: number): boolean {
  let count = 0
  for (let at = haystack.indexOf(probe); at >= 0; at = haystack.indexOf(probe, at + probe.length)) {
    if (++count > limit) return false
  }
  return true
}
