import { type Branch, findBranches } from './find-branches.ts'
import { increasingSubsequence } from './increasing-subsequence.ts'
import { buildProfiles, type Profile, type ProfileSet, sharedWeight } from './profile.ts'

/** One clause as alignment sees it. */
export interface AlignUnit {
  /** The words, without the number. */
  readonly words: string
  /** The number as written: it decides between equals, nothing else. */
  readonly label: string
}

/** Clause `a` of the old text lives on in clause `b` of the new one. A clause may have several links (split, merged). */
export interface ClauseLink {
  readonly a: number
  readonly b: number
  /** 0–1; 1 where the words are the same. The same in both directions. */
  readonly similarity: number
}

/** Below this similarity a clause at another place is not the same clause. */
const MOVED_AT_LEAST = 0.4
/** Between the same neighbours less is needed: the place speaks too. */
const IN_PLACE_AT_LEAST = 0.25
/** Alone between the same neighbours on both sides, still less: most of what is rewritten keeps its matter. */
const LONELY_AT_LEAST = 0.2
const LONELY_PAIRS = 4
/** What the place is worth, as similarity. */
const PLACE_BONUS = 0.08
/** What the same title is worth: a unit rewritten under its title is still that unit. */
const TITLE_BONUS = 0.2
/** Partners looked at closely for each clause. */
const CANDIDATES = 8

/**
 * Which clause of the old text became which of the new: by content first, wherever it stands; place and number only
 * decide between equals. Swapping the two texts swaps the links and changes nothing else.
 *
 * Cost is bounded by (clauses × candidates): words that occur in very many clauses propose no partners.
 */
export function alignClauses(a: readonly AlignUnit[], b: readonly AlignUnit[]): ClauseLink[] {
  if (isInCanonicalOrder(a, b)) return sortLinks(new Alignment(a, b).links())
  return sortLinks(new Alignment(b, a).links().map((link) => ({ ...link, a: link.b, b: link.a })))
}

/** Ties between equals are broken by scanning order; fixing which text is scanned first makes the answer symmetric. */
function isInCanonicalOrder(a: readonly AlignUnit[], b: readonly AlignUnit[]): boolean {
  if (a.length !== b.length) return a.length < b.length
  for (let i = 0; i < a.length; i++) {
    if (a[i]!.words !== b[i]!.words) return a[i]!.words < b[i]!.words
  }
  return true
}

function sortLinks(links: ClauseLink[]): ClauseLink[] {
  return links.sort((x, y) => x.b - y.b || x.a - y.a)
}

class Alignment {
  private readonly profiles: ProfileSet
  private readonly partnerOfA: Int32Array
  private readonly partnerOfB: Int32Array
  private readonly titlesA: readonly string[]
  private readonly titlesB: readonly string[]
  private readonly a: readonly AlignUnit[]
  private readonly b: readonly AlignUnit[]

  constructor(a: readonly AlignUnit[], b: readonly AlignUnit[]) {
    this.a = a
    this.b = b
    this.profiles = buildProfiles(
      a.map((unit) => unit.words),
      b.map((unit) => unit.words),
    )
    this.titlesA = a.map(({ words }) => titleOf(words))
    this.titlesB = b.map(({ words }) => titleOf(words))
    this.partnerOfA = new Int32Array(a.length).fill(-1)
    this.partnerOfB = new Int32Array(b.length).fill(-1)
  }

  links(): ClauseLink[] {
    this.linkIdentical()
    const candidates = this.findCandidates()
    // In rounds: what is settled by one tells the next which place each clause has.
    this.linkBest(candidates, 0.5, 0.5)
    this.linkBest(candidates, 0.35, 0.45)
    this.linkBest(candidates, IN_PLACE_AT_LEAST, MOVED_AT_LEAST)
    this.linkLonely()
    const pairs = [...this.partnerOfA.entries()].filter(([, j]) => j >= 0)
    const split = this.findSplit().map(({ stem, branch }) => [stem, branch] as const)
    const merged = this.findMerged().map(({ stem, branch }) => [branch, stem] as const)
    return dropDuplicates(
      [...pairs, ...split, ...merged].map(([a, b]) => ({ a, b, similarity: this.similarity(a, b) })),
    )
  }

  private findSplit(): Branch[] {
    const { a, b, weights } = this.profiles
    const edited = this.editedClauses(this.partnerOfA)
    if (edited.length === 0) return []
    const scan = new CandidateScan(this.profiles, a, edited)
    return findBranches({
      stems: a,
      branches: b,
      weights,
      partnerOfStem: this.partnerOfA,
      partnerOfBranch: this.partnerOfB,
      nearestStems: (j) => (this.isSettled(this.partnerOfB[j]!, j) ? [] : scan.nearest(b[j]!, CANDIDATES)),
    })
  }

  private findMerged(): Branch[] {
    const { a, b, weights } = this.profiles
    const edited = this.editedClauses(this.partnerOfB)
    if (edited.length === 0) return []
    const scan = new CandidateScan(this.profiles, b, edited)
    return findBranches({
      stems: b,
      branches: a,
      weights,
      partnerOfStem: this.partnerOfB,
      partnerOfBranch: this.partnerOfA,
      nearestStems: (i) => (this.isSettled(i, this.partnerOfA[i]!) ? [] : scan.nearest(a[i]!, CANDIDATES)),
    })
  }

  /** Linked, and the words are the same. */
  private isSettled(i: number, j: number): boolean {
    return i >= 0 && j >= 0 && this.profiles.a[i]!.key === this.profiles.b[j]!.key
  }

  private editedClauses(partners: Int32Array): number[] {
    const isOfA = partners === this.partnerOfA
    return [...partners.entries()]
      .filter(([n, partner]) => partner >= 0 && !(isOfA ? this.isSettled(n, partner) : this.isSettled(partner, n)))
      .map(([n]) => n)
  }

  private link(i: number, j: number): void {
    this.partnerOfA[i] = j
    this.partnerOfB[j] = i
  }

  private linkIdentical(): void {
    const places = new Map<string, { a: number[]; b: number[] }>()
    const placesOf = (key: string) => {
      const held = places.get(key)
      if (held) return held
      const entry = { a: [], b: [] }
      places.set(key, entry)
      return entry
    }
    for (const [i, profile] of this.profiles.a.entries()) placesOf(profile.key).a.push(i)
    for (const [j, profile] of this.profiles.b.entries()) placesOf(profile.key).b.push(j)
    for (const [key, { a, b }] of places) {
      if (key === '' || a.length !== b.length) continue
      for (const [n, i] of a.entries()) this.link(i, b[n]!)
    }
    // Repeated words (the same short clause in every chapter) belong to the repetition beside an already known neighbour.
    const known = [...this.partnerOfA.entries()].filter(([, j]) => j >= 0)
    for (const [i, j] of known) this.extend(i, j, 1)
    for (const [i, j] of known.reverse()) this.extend(i, j, -1)
  }

  private extend(i: number, j: number, step: 1 | -1): void {
    for (let p = i + step, q = j + step; ; p += step, q += step) {
      const key = this.profiles.a[p]?.key
      if (key === undefined || key !== this.profiles.b[q]?.key) return
      if (this.partnerOfA[p] !== -1 || this.partnerOfB[q] !== -1) return
      this.link(p, q)
    }
  }

  /** For each unlinked clause of `a` its most similar unlinked clauses of `b`. */
  private findCandidates(): ClauseLink[] {
    const openA = openIn(this.partnerOfA)
    const openB = openIn(this.partnerOfB)
    if (openA.length === 0 || openB.length === 0) return []
    const scan = new CandidateScan(this.profiles, this.profiles.b, openB)
    return openA.flatMap((i) =>
      scan
        .nearest(this.profiles.a[i]!, CANDIDATES)
        .map((j) => ({ a: i, b: j, similarity: this.similarity(i, j) }))
        .filter(({ similarity }) => similarity >= IN_PLACE_AT_LEAST - PLACE_BONUS),
    )
  }

  /** 0–1, the same in both directions. */
  private similarity(i: number, j: number): number {
    const a = this.profiles.a[i]!
    const b = this.profiles.b[j]!
    if (a.key === b.key) return 1
    const own = similarityOf(a, b, this.profiles.weights)
    const isSameTitle = this.titlesA[i] !== '' && this.titlesA[i] === this.titlesB[j]
    return isSameTitle ? Math.min(0.99, own + TITLE_BONUS) : own
  }

  private linkBest(candidates: readonly ClauseLink[], inPlace: number, elsewhere: number): void {
    if (candidates.length === 0) return
    const places = this.findPlaces()
    const ranked = candidates
      .filter(({ a, b }) => this.partnerOfA[a]! < 0 && this.partnerOfB[b]! < 0)
      .map((candidate) => {
        const fits = places.gapOfA[candidate.a] === places.gapOfB[candidate.b]
        const sameLabel = this.a[candidate.a]!.label === this.b[candidate.b]!.label ? 0.01 : 0
        return { ...candidate, fits, rank: candidate.similarity + (fits ? PLACE_BONUS : 0) + sameLabel }
      })
      .sort((x, y) => y.rank - x.rank || x.a + x.b - (y.a + y.b))
    for (const { a, b, similarity, fits } of ranked) {
      if (this.partnerOfA[a]! >= 0 || this.partnerOfB[b]! >= 0) continue
      if (similarity >= (fits ? inPlace : elsewhere)) this.link(a, b)
    }
  }

  /**
   * Between the same neighbours one clause is left on either side, or one stands out among a few: with a little in common
   * it was rewritten where it stood.
   */
  private linkLonely(): void {
    const places = this.findPlaces()
    const openA = groupBy(openIn(this.partnerOfA), (i) => places.gapOfA[i]!)
    const openB = groupBy(openIn(this.partnerOfB), (j) => places.gapOfB[j]!)
    for (const [gap, a] of openA) {
      const b = openB.get(gap) ?? []
      if (a.length * b.length > LONELY_PAIRS) continue
      const pairs = a.flatMap((i) => b.map((j) => ({ i, j, similarity: this.similarity(i, j) })))
      const [best, second] = pairs.sort((x, y) => y.similarity - x.similarity)
      if (!best || best.similarity < LONELY_AT_LEAST) continue
      if (!second || best.similarity >= 2 * second.similarity) this.link(best.i, best.j)
    }
  }

  /** Where each clause would stand if nothing moved: between the partners of its settled neighbours. */
  private findPlaces(): { gapOfA: Int32Array; gapOfB: Int32Array } {
    const pairs = [...this.partnerOfA.entries()].filter(([, j]) => j >= 0)
    const settled = increasingSubsequence(
      pairs.map(([, j]) => j),
      pairs.map(([i]) => 1 + this.profiles.a[i]!.grams.length),
    ).map((at) => pairs[at]!)
    const gapOfA = new Int32Array(this.a.length)
    const gapOfB = new Int32Array(this.b.length)
    let gap = 0
    let i = 0
    let j = 0
    for (const [p, q] of [...settled, [this.a.length, this.b.length] as [number, number]]) {
      while (i < p) gapOfA[i++] = gap
      while (j < q) gapOfB[j++] = gap
      gap++
      i = p + 1
      j = q + 1
    }
    return { gapOfA, gapOfB }
  }
}

const TITLE = /^[\s\u3000]*(?:【([^】\n]{2,20})】|([^。；，：、\n]{2,16})(?:。|\n|：))(?=[\s\S]{12})/u

/** 【标题】, or the short sentence that opens a headed unit; empty where there is none. */
function titleOf(words: string): string {
  const match = TITLE.exec(words)
  return match?.[1] ?? match?.[2] ?? ''
}

function similarityOf(a: Profile, b: Profile, weights: Int32Array): number {
  const shared = sharedWeight(a.grams, b.grams, weights)
  const dice = (2 * shared) / (a.weight + b.weight || 1)
  const smaller = Math.min(a.grams.length, b.grams.length)
  const held = shared / Math.min(a.weight || 1, b.weight || 1)
  // A clause that was kept and much was added to it is still that clause; a very short one must be kept nearly whole.
  if (smaller >= 10) return Math.max(dice, 0.75 * held)
  return smaller >= 6 && held >= 0.8 ? Math.max(dice, 0.6 * held) : dice
}

/** Clauses without a partner, ascending. */
function openIn(partners: Int32Array): number[] {
  return [...partners.entries()].filter(([, partner]) => partner < 0).map(([n]) => n)
}

function groupBy(numbers: readonly number[], keyOf: (n: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const n of numbers) {
    const group = groups.get(keyOf(n))
    if (group) group.push(n)
    else groups.set(keyOf(n), [n])
  }
  return groups
}

function dropDuplicates(links: readonly ClauseLink[]): ClauseLink[] {
  return [...new Map(links.map((link) => [`${link.a}→${link.b}`, link])).values()]
}

/** Inverted index over the bigrams of some clauses of one text. */
class CandidateScan {
  /** Clauses that hold gram g: `clauses[starts[g] … starts[g + 1])`. */
  private readonly starts: Int32Array
  private readonly clauses: Int32Array
  private readonly shared: Float64Array
  private readonly weights: Int32Array
  private readonly profiles: readonly Profile[]
  private readonly common: number

  constructor(set: ProfileSet, profiles: readonly Profile[], clauses: readonly number[]) {
    this.weights = set.weights
    this.profiles = profiles
    this.shared = new Float64Array(profiles.length)
    // Words in more clauses than this propose no partners: it keeps the scan linear in the text.
    this.common = Math.max(12, Math.min(64, Math.ceil(clauses.length / 8)))
    this.starts = new Int32Array(set.weights.length + 1)
    const eachGram = (visit: (gram: number, clause: number) => void) => {
      for (const j of clauses) {
        const { grams } = profiles[j]!
        for (let k = 0; k < grams.length; k++) if (grams[k] !== grams[k - 1]) visit(grams[k]!, j)
      }
    }
    eachGram((gram) => this.starts[gram + 1]!++)
    for (let gram = 0; gram < set.weights.length; gram++) this.starts[gram + 1]! += this.starts[gram]!
    this.clauses = new Int32Array(this.starts[set.weights.length]!)
    const filled = this.starts.slice()
    eachGram((gram, clause) => {
      this.clauses[filled[gram]!++] = clause
    })
  }

  nearest(profile: Pick<Profile, 'grams'>, limit: number): number[] {
    const touched: number[] = []
    const { grams } = profile
    for (let k = 0; k < grams.length; k++) {
      if (grams[k] === grams[k - 1]) continue
      const from = this.starts[grams[k]!]!
      const to = this.starts[grams[k]! + 1]!
      if (to - from > this.common) continue
      const weight = this.weights[grams[k]!]!
      for (let n = from; n < to; n++) {
        const j = this.clauses[n]!
        if (this.shared[j] === 0) touched.push(j)
        this.shared[j]! += weight
      }
    }
    const best = this.pickBest(touched, limit)
    for (const j of touched) this.shared[j] = 0
    return best
  }

  /** The `limit` clauses with the most in common for their size, best first; the earlier of equals. */
  private pickBest(touched: readonly number[], limit: number): number[] {
    const best: Array<{ j: number; score: number }> = []
    for (const j of touched) {
      const score = this.shared[j]! / Math.sqrt(this.profiles[j]!.weight || 1)
      const isBetter = (held: { j: number; score: number }) =>
        score > held.score || (score === held.score && j < held.j)
      if (best.length === limit && !isBetter(best[limit - 1]!)) continue
      let at = best.length
      while (at > 0 && isBetter(best[at - 1]!)) at--
      best.splice(at, 0, { j, score })
      if (best.length > limit) best.pop()
    }
    return best.map(({ j }) => j)
  }
}
