import { expect, it } from 'vitest'
import { inReadingOrder, type ReviewFinding } from './review.ts'

it('goes by place, and on the same words from the gravest down', () => {
  const at = (key: string, start: number, severity: ReviewFinding['severity']) =>
    ({ key, start, severity }) as ReviewFinding
  const found = [at('a', 9, 'suspect'), at('b', 9, 'illegal'), at('c', 2, 'hint'), at('d', 9, 'illegal')]
  expect(inReadingOrder(found).map(({ key }) => key)).toEqual(['c', 'b', 'd', 'a'])
})
