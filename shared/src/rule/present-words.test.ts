import { describe, expect, it } from 'vitest'
import { PresentWords } from './present-words.ts'
import { buildAutomaton } from './word-automaton.ts'
import { placeWords } from './word-places.ts'

// Words of one letter and of two, far more sets than the first list has room for.
const LETTERS = Array.from({ length: 60 }, (_, i) => String.fromCharCode(0x4e00 + i))
const words = [...LETTERS, ...LETTERS.map((letter, i) => letter + LETTERS[(i * 7 + 1) % 60])]
const sets = Array.from({ length: 900 }, (_, set) =>
  Array.from({ length: 1 + (set % 9) }, (_, k) => (set * 13 + k * 17) % words.length),
)
const text = Array.from({ length: 500 }, (_, at) => LETTERS[(at * at + 3 * at) % 40]).join('')
const occurrences = (word: string) => text.split('').filter((_, at) => text.startsWith(word, at)).length

describe('the words of a set that stand', () => {
  const held = placeWords({ automaton: buildAutomaton(words), words }, text, { start: 0, end: text.length })
  const present = new PresentWords({ sets, words }, held)

  it('are told with how often they stand, whichever set is asked first', () => {
    for (const [set, members] of [...sets.entries()].reverse()) {
      const standing = members.filter((word) => text.includes(words[word]!))
      expect(present.count(set)).toBe(standing.reduce((sum, word) => sum + occurrences(words[word]!), 0))
      const listed = present.places.subarray(present.first(set), present.last(set))
      expect([...listed].map((place) => held.words[place])).toEqual(standing)
      expect(present.stands[set]).toBe(standing.length > 0 ? 1 : 0)
    }
  })

  it('are told again as they were told first', () => {
    for (let set = 0; set < sets.length; set++) {
      const standing = sets[set]!.filter((word) => text.includes(words[word]!))
      expect(present.last(set) - present.first(set)).toBe(standing.length)
    }
  })
})
