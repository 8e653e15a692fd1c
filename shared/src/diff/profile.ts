import { FORMULAS, foldText, maskReferences } from './fold-text.ts'

/**
 * What a clause is recognised by: the multiset of its character bigrams, each weighted by how rare it is in the two texts,
 * so that 县级以上人民政府 says little and the words of the matter say much.
 */
export interface Profile {
  /** `foldText` of the words: equal keys differ typographically at most. */
  readonly key: string
  /** Bigram ids, ascending, repeated as often as they occur. */
  readonly grams: Int32Array
  /** Sum of the weights of `grams`. */
  readonly weight: number
}

export interface ProfileSet {
  readonly a: readonly Profile[]
  readonly b: readonly Profile[]
  /** Bigram id → weight, a small positive integer: sums stay exact whatever the order of summing. */
  readonly weights: Int32Array
  /** Bigram id → in how many clauses of `b` it occurs. */
  readonly frequencyB: Int32Array
}

/** Profile the clauses of two texts together: weights depend on both. */
export function buildProfiles(a: readonly string[], b: readonly string[]): ProfileSet {
  const dictionary = new GramDictionary()
  // Most clauses are the same in both.
  const known = new Map<string, BareProfile>()
  const read = (text: string): BareProfile => {
    const profile = known.get(text) ?? bareProfile(text, dictionary)
    known.set(text, profile)
    return profile
  }
  const bareA = a.map(read)
  const bareB = b.map(read)
  const frequencyA = countClauses(bareA, dictionary.size)
  const frequencyB = countClauses(bareB, dictionary.size)
  const clauses = Math.max(a.length, b.length, 1)
  const weights = new Int32Array(dictionary.size)
  for (let id = 0; id < weights.length; id++) {
    // The larger of the two frequencies: a gram that both texts hold once is as rare as one that a single text holds.
    const frequency = Math.max(frequencyA[id]!, frequencyB[id]!, 1)
    weights[id] = 2 + Math.round(4 * Math.log2(clauses / frequency))
  }
  const weigh = (bare: BareProfile): Profile => ({ ...bare, weight: sumWeights(bare.grams, weights) })
  return { a: bareA.map(weigh), b: bareB.map(weigh), weights, frequencyB }
}

/** Weight of the bigrams that two clauses share. */
export function sharedWeight(a: Int32Array, b: Int32Array, weights: Int32Array): number {
  let i = 0
  let j = 0
  let shared = 0
  while (i < a.length && j < b.length) {
    const difference = a[i]! - b[j]!
    if (difference === 0) {
      shared += weights[a[i]!]!
      i++
      j++
    } else if (difference < 0) i++
    else j++
  }
  return shared
}

/** The bigrams of `a` that `b` does not hold, as a multiset. */
export function subtractGrams(a: Int32Array, b: Int32Array): Int32Array {
  const rest = new Int32Array(a.length)
  let count = 0
  let j = 0
  for (let i = 0; i < a.length; i++) {
    while (j < b.length && b[j]! < a[i]!) j++
    if (j < b.length && b[j] === a[i]) j++
    else rest[count++] = a[i]!
  }
  return rest.subarray(0, count)
}

export function sumWeights(grams: Int32Array, weights: Int32Array): number {
  let sum = 0
  for (let i = 0; i < grams.length; i++) sum += weights[grams[i]!]!
  return sum
}

type BareProfile = Omit<Profile, 'weight'>

function bareProfile(text: string, dictionary: GramDictionary): BareProfile {
  const key = foldText(text)
  const words = dropFormulas(maskReferences(key))
  const grams = new Int32Array(Math.max(words.length - 1, 0))
  for (let i = 0; i < grams.length; i++) grams[i] = dictionary.id(words.charCodeAt(i), words.charCodeAt(i + 1))
  return { key, grams: grams.sort() }
}

/** A clause that is little more than a formula keeps it: there is nothing else to know it by. */
function dropFormulas(words: string): string {
  if (!words.includes('违反本') && !words.includes('构成犯罪')) return words
  const rest = words.replace(FORMULAS, '')
  return rest.length >= LEAST_OWN_WORDS ? rest : words
}

const LEAST_OWN_WORDS = 8

function countClauses(profiles: readonly BareProfile[], size: number): Int32Array {
  const counts = new Int32Array(size)
  for (const { grams } of profiles) {
    for (let i = 0; i < grams.length; i++) if (grams[i] !== grams[i - 1]) counts[grams[i]!]!++
  }
  return counts
}

/** Numbers bigrams in order of first sight. Open addressing: a Map of numbers is several times slower here. */
class GramDictionary {
  size = 0
  private slots = new Int32Array(1 << 9).fill(-1)
  private keys = new Uint32Array(1 << 8)

  id(first: number, second: number): number {
    const key = ((first << 16) | second) >>> 0
    let slot = this.slotOf(key)
    const found = this.slots[slot]!
    if (found >= 0) return found
    if (this.size === this.keys.length) {
      this.grow()
      slot = this.slotOf(key)
    }
    this.keys[this.size] = key
    this.slots[slot] = this.size
    return this.size++
  }

  private slotOf(key: number): number {
    const mask = this.slots.length - 1
    let slot = (Math.imul(key, 0x9e3779b1) >>> 11) & mask
    while (this.slots[slot]! >= 0 && this.keys[this.slots[slot]!] !== key) slot = (slot + 1) & mask
    return slot
  }

  private grow(): void {
    const keys = new Uint32Array(this.keys.length * 2)
    keys.set(this.keys)
    this.keys = keys
    this.slots = new Int32Array(this.slots.length * 2).fill(-1)
    for (let id = 0; id < this.size; id++) this.slots[this.slotOf(keys[id]!)] = id
  }
}
