import { describe, expect, it } from 'vitest'
import { isMeasureOf } from './bind-number.ts'

describe('what a number measures', () => {
  it.each([
    ['the term that stands before it', '为', '。', '期', true],
    ['the term of which the start is told', '自公布之日起不少于', '。', '期', true],
    ['what the time runs from', '之日起', '内作出决定', '内', false],
    ['what another received', '后，应当在', '内进行处理', '内', false],
  ] as const)('%s', (_, gap, tail, role, is) => {
    expect(isMeasureOf(gap, tail, role)).toBe(is)
  })
})
