import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildAutomaton, findWords, foldWord } from './word-automaton.ts'

const letters = fc.constantFrom('未', '经', '备', '案', '，', ',')
const word = fc.array(letters, { minLength: 1, maxLength: 4 }).map((list) => list.join(''))

function searchEach(words: readonly string[], text: string): string[] {
  const folded = foldWord(text)
  const found: string[] = []
  for (const [id, one] of words.entries())
    for (let at = folded.indexOf(one); at >= 0; at = folded.indexOf(one, at + 1)) found.push(`${at} ${id}`)
  return found.sort()
}

describe('findWords', () => {
  it('finds every occurrence of every word, overlapping ones too, as a search of each would', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word.map(foldWord), { maxLength: 12 }),
        fc.array(letters, { maxLength: 60 }),
        (words, text) => {
          const joined = text.join('')
          const found = findWords(buildAutomaton(words), joined)
          const listed = Array.from({ length: found.length }, (_, i) => `${found.starts[i]} ${found.words[i]}`)
          expect(listed.sort()).toEqual(searchEach(words, joined))
        },
      ),
    )
  })

  it('looks at nothing outside its range', () => {
    const automaton = buildAutomaton(['备案', '案备'])
    expect(findWords(automaton, '备案备案', 1, 3).length).toBe(1)
  })
})
