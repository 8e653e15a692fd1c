import { describe, expect, it } from 'vitest'
import { readFrame } from './read-frame.ts'

const literal = (text: string) => ({ kind: 'literal', text })
const part = (pattern: object, max = 0, isOptional = false) => ({ pattern, gap: { max, without: [] }, isOptional })

describe('readFrame', () => {
  it('reads a plain string as a literal', () => {
    expect(readFrame('未经备案', 12)).toEqual(literal('未经备案'))
  })

  it('reads lexicons, stated gaps, the default gap, alternatives and optional parts', () => {
    expect(readFrame('〔未做〕‹8›【备案｜登记】?…不得', 12)).toEqual({
      kind: 'sequence',
      parts: [
        part({ kind: 'lexicon', name: '未做' }),
        part({ kind: 'any', of: [literal('备案'), literal('登记')] }, 8, true),
        part(literal('不得'), 12),
      ],
    })
  })

  it('takes ? for the one character before it', () => {
    expect(readFrame('备案的?企业', 12)).toEqual({
      kind: 'sequence',
      parts: [part(literal('备案')), part(literal('的'), 0, true), part(literal('企业'))],
    })
  })

  it('reads numbers by their class', () => {
    expect(readFrame('〔金额〕', 12)).toEqual({ kind: 'number', class: '金额', compare: [], units: [] })
  })

  it('nests alternatives and takes both kinds of bracket and bar', () => {
    expect(readFrame('[甲乙|经‹4›【同意｜批准】]', 12)).toEqual(readFrame('【甲乙｜经‹4›[同意|批准]】', 12))
  })

  it.each([
    ['〔未做', '右括号'],
    ['【甲｜乙', '没有收尾'],
    ['甲】', '成对'],
    ['‹8›甲', '两个词之间'],
    ['甲…', '两个词之间'],
    ['甲‹x›乙', '整数'],
    ['甲‹900›乙', '整数'],
    ['【】', '没有词'],
    ['?甲', '前面不能是空的'],
    ['【甲】?', '至少要有一个必有的词'],
    [`${'长'.repeat(61)}`, '太长'],
  ])('refuses %s', (frame, reason) => {
    expect(readFrame(frame, 12)).toContain(reason)
  })
})
