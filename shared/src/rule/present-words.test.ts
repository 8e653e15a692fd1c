import { describe, expect, it } from 'vitest'
import { findPresent } from './present-words.ts'
import { buildAutomaton } from './word-automaton.ts'
import { placeWords } from './word-places.ts'

// Words of one letter and of two; of some sets no word stands.
const LETTERS = Array.from({ length: 60 }, (_, i) => String.fromCharCode(0x4e00 + i))
const words = [...LETTERS, ...LETTERS.map((letter, i) => letter + LETTERS[(i * 7 + 1) % 60])]
const sets = Array.from({ length: 900 }, (_, set) =>
  Array.from({ length: 1 + (set % 9) }, (_, k) => (set * 13 + k * 17) % words.length),
)
const text = Array.from({ length: 500 }, (_, at) => LETTERS[(at * at + 3 * at) % 40]).join('')
const occurrences = (word: string) => text.split('').filter((_, at) => text.startsWith(word, at)).length

describe('the words of a set that stand', () => {
  const held = placeWords({ automaton: buildAutomaton(words), words }, text, { start: 0, end: text.length })
  const present = findPresent({ sets, words }, held)

  it('are told with how often they stand', () => {
    for (const [set, members] of sets.entries()) {
      const standing = members.filter((word) => text.includes(words[word]!))
      expect(present.counts[set]).toBe(standing.reduce((sum, word) => sum + occurrences(words[word]!), 0))
      expect(present.sizes[set]).toBe(standing.length)
      const listed: number[] = []
      for (let k = present.heads[set]!; k > 0; k = present.next[k]!) listed.push(held.words[present.places[k]!]!)
      expect(new Set(listed)).toEqual(new Set(standing))
    }
  })
})
