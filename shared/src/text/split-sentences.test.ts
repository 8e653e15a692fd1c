import { describe, expect, it } from 'vitest'
import { splitSentences } from './split-sentences.ts'

const split = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end))

describe('splitSentences', () => {
  it.each([
    ['甲应当申报；乙应当审核。', ['甲应当申报；', '乙应当审核。']],
    ['他说：“可以。”乙同意。', ['他说：“可以。”', '乙同意。']],
    ['丙可以查阅（涉密的除外；另有规定的除外。）资料。', ['丙可以查阅（涉密的除外；另有规定的除外。）资料。']],
    ['甲（未完。乙\n丙。', ['甲（未完。', '乙', '丙。']],
    ['  \n　\n', []],
    ['', []],
  ])('splits %j', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })
})
