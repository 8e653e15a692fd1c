import { increasingSubsequence } from './increasing-subsequence.ts'
import { buildProfiles, type Profile, type ProfileSet, sharedWeight, subtractGrams } from './profile.ts'

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
}

/** Below this similarity a clause at another place is not the same clause. */
const MOVED_AT_LEAST = 0.4
/** Between the same neighbours less is needed: the place speaks too. */
const IN_PLACE_AT_LEAST = 0.25
/** What the place is worth, as similarity. */
const PLACE_BONUS = 0.08
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
  return sortLinks(new Alignment(b, a).links().map((link) => ({ a: link.b, b: link.a })))
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

interface Candidate extends ClauseLink {
  readonly score: number
}

class Alignment {
  private readonly profiles: ProfileSet
  private readonly partnerOfA: Int32Array
  private readonly partnerOfB: Int32Array
  private readonly a: readonly AlignUnit[]
  private readonly b: readonly AlignUnit[]

  constructor(a: readonly AlignUnit[], b: readonly AlignUnit[]) {
    this.a = a
    this.b = b
    this.profiles = buildProfiles(
      a.map((unit) => unit.words),
      b.map((unit) => unit.words),
    )
    this.partnerOfA = new Int32Array(a.length).fill(-1)
    this.partnerOfB = new Int32Array(b.length).fill(-1)
  }

  links(): ClauseLink[] {
    this.linkIdentical()
    const candidates = this.findCandidates()
    this.linkBest(candidates, 0.5, 0.5)
    this.linkBest(candidates, IN_PLACE_AT_LEAST, MOVED_AT_LEAST)
    const links: ClauseLink[] = []
    for (let i = 0; i < this.a.length; i++) {
      if (this.partnerOfA[i]! >= 0) links.push({ a: i, b: this.partnerOfA[i]! })
    }
    return links
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
  private findCandidates(): Candidate[] {
    const openA = indicesWhere(this.partnerOfA, (j) => j < 0)
    const openB = indicesWhere(this.partnerOfB, (i) => i < 0)
    const scan = new CandidateScan(this.profiles, openB)
    return openA.flatMap((i) =>
      scan
        .nearest(this.profiles.a[i]!, CANDIDATES)
        .map((j) => ({ a: i, b: j, score: this.similarity(i, j) }))
        .filter(({ score }) => score >= IN_PLACE_AT_LEAST - PLACE_BONUS),
    )
  }

  /** 0–1, the same in both directions. */
  private similarity(i: number, j: number): number {
    const a = this.profiles.a[i]!
    const b = this.profiles.b[j]!
    if (a.key === b.key) return 1
    return similarityOf(a, b, this.profiles.weights)
  }

  private linkBest(candidates: readonly Candidate[], inPlace: number, elsewhere: number): void {
    const places = this.findPlaces()
    const ranked = candidates
      .filter(({ a, b }) => this.partnerOfA[a]! < 0 && this.partnerOfB[b]! < 0)
      .map((candidate) => {
        const fits = places.fits(candidate.a, candidate.b)
        const sameLabel = this.a[candidate.a]!.label === this.b[candidate.b]!.label ? 0.01 : 0
        return { ...candidate, fits, rank: candidate.score + (fits ? PLACE_BONUS : 0) + sameLabel }
      })
      .sort((x, y) => y.rank - x.rank || x.a + x.b - (y.a + y.b))
    for (const { a, b, score, fits } of ranked) {
      if (this.partnerOfA[a]! >= 0 || this.partnerOfB[b]! >= 0) continue
      if (score >= (fits ? inPlace : elsewhere)) this.link(a, b)
    }
  }

  /** Where each clause would stand if nothing moved: between the partners of its settled neighbours. */
  private findPlaces(): { fits(i: number, j: number): boolean } {
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
    return { fits: (x, y) => gapOfA[x] === gapOfB[y] }
  }
}

function similarityOf(a: Profile, b: Profile, weights: Int32Array): number {
  const shared = sharedWeight(a.grams, b.grams, weights)
  const dice = (2 * shared) / (a.weight + b.weight || 1)
  const smaller = Math.min(a.grams.length, b.grams.length)
  if (smaller < 10) return dice
  // A clause that was kept and much was added to it is still that clause.
  return Math.max(dice, (0.75 * shared) / Math.min(a.weight, b.weight))
}

function indicesWhere(array: Int32Array, claim: (value: number) => boolean): number[] {
  const found: number[] = []
  for (let i = 0; i < array.length; i++) if (claim(array[i]!)) found.push(i)
  return found
}

/** Inverted index over the bigrams of some clauses of `b`. */
class CandidateScan {
  private readonly postings = new Map<number, number[]>()
  private readonly shared: Float64Array
  private readonly set: ProfileSet
  private readonly common: number

  constructor(set: ProfileSet, clauses: readonly number[]) {
    this.set = set
    this.shared = new Float64Array(set.b.length)
    // Words in more clauses than this propose no partners: it keeps the scan linear in the text.
    this.common = Math.max(12, Math.min(64, Math.ceil(clauses.length / 8)))
    for (const j of clauses) {
      const { grams } = set.b[j]!
      for (let k = 0; k < grams.length; k++) {
        if (grams[k] === grams[k - 1]) continue
        const list = this.postings.get(grams[k]!)
        if (list) list.push(j)
        else this.postings.set(grams[k]!, [j])
      }
    }
  }

  nearest(profile: Pick<Profile, 'grams'>, limit: number): number[] {
    const touched: number[] = []
    const { grams } = profile
    for (let k = 0; k < grams.length; k++) {
      if (grams[k] === grams[k - 1]) continue
      const list = this.postings.get(grams[k]!)
      if (!list || list.length > this.common) continue
      const weight = this.set.weights[grams[k]!]!
      for (const j of list) {
        if (this.shared[j] === 0) touched.push(j)
        this.shared[j]! += weight
      }
    }
    const score = (j: number) => this.shared[j]! / Math.sqrt(this.set.b[j]!.weight || 1)
    const best = touched.sort((x, y) => score(y) - score(x) || x - y).slice(0, limit)
    for (const j of touched) if (!best.includes(j)) this.shared[j] = 0
    for (const j of best) this.shared[j] = 0
    return best
  }
}
