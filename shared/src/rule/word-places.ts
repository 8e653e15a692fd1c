import { lowerBound, type Span } from '../text/index.ts'
import type { RuleSet } from './compiled.ts'
import { MAX_WORD_LENGTH } from './read-frame.ts'
import type { TextEdit } from './text-edit.ts'
import { findWords, type Occurrences } from './word-automaton.ts'

type Vocabulary = Pick<RuleSet, 'automaton' | 'words'>

/** Of each word that stands, where: the arrays are as long as there are such words, of the thousands of a rule set. */
export interface WordPlaces {
  /** Every occurrence, by start, then length. */
  readonly hits: Occurrences
  /** The words that stand, in the order in which they are met. */
  readonly words: Int32Array
  readonly lengths: Uint8Array
  /** Starts grouped by word: those of the word at a place are `starts[from[place]] … starts[from[place + 1] - 1]`. */
  readonly from: Int32Array
  readonly starts: Int32Array
  /** Of each word of the rule set its place among those that stand, plus one; 0 where it does not stand. */
  readonly placeOf: Int32Array
}

export function placeWords(vocabulary: Vocabulary, text: string, range: Span): WordPlaces {
  return groupByWord(findWords(vocabulary.automaton, text, range.start, range.end), lengthsOf(vocabulary.words))
}

/** @param lengthOf of each word of the rule set */
function groupByWord(hits: Occurrences, lengthOf: Uint8Array): WordPlaces {
  const { words: found, starts: placed, length } = hits
  const placeOf = new Int32Array(lengthOf.length)
  const from = new Int32Array(Math.min(length, lengthOf.length) + 2)
  const words = new Int32Array(Math.min(length, lengthOf.length))
  let count = 0
  for (let i = 0; i < length; i++) {
    const word = found[i]!
    if (placeOf[word] === 0) {
      words[count++] = word
      placeOf[word] = count
    }
    from[placeOf[word]! + 1]!++
  }
  for (let place = 2; place < count + 2; place++) from[place]! += from[place - 1]!
  const starts = new Int32Array(length)
  for (let i = 0; i < length; i++) starts[from[placeOf[found[i]!]!]!++] = placed[i]!
  const lengths = new Uint8Array(count)
  for (let place = 0; place < count; place++) lengths[place] = lengthOf[words[place]!]!
  return { hits, words: words.subarray(0, count), lengths, from, starts, placeOf }
}

export function moveWords(vocabulary: Vocabulary, { hits }: WordPlaces, text: string, edit: TextEdit): WordPlaces {
  // A word that starts this far before the edit ends before it.
  const low = Math.max(0, edit.start - MAX_WORD_LENGTH)
  const found = findWords(vocabulary.automaton, text, low, text.length, edit.endB)
  const head = lowerBound(hits.starts, low, 0, hits.length)
  const tail = lowerBound(hits.starts, edit.endA, 0, hits.length)
  const length = head + found.length + hits.length - tail
  const words = new Int32Array(length)
  const starts = new Int32Array(length)
  words.set(hits.words.subarray(0, head))
  starts.set(hits.starts.subarray(0, head))
  words.set(found.words.subarray(0, found.length), head)
  starts.set(found.starts.subarray(0, found.length), head)
  words.set(hits.words.subarray(tail, hits.length), head + found.length)
  const shift = edit.endB - edit.endA
  const placed = hits.starts
  const ahead = head + found.length - tail
  for (let i = tail; i < length - ahead; i++) starts[i + ahead] = placed[i]! + shift
  return groupByWord({ words, starts, length }, lengthsOf(vocabulary.words))
}

const LENGTHS = new WeakMap<object, Uint8Array>()

function lengthsOf(words: readonly string[]): Uint8Array {
  let lengths = LENGTHS.get(words)
  if (lengths === undefined) {
    lengths = Uint8Array.from(words, (word) => word.length)
    LENGTHS.set(words, lengths)
  }
  return lengths
}
