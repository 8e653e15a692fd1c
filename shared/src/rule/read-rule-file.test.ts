import { describe, expect, it } from 'vitest'
import { readRuleFile } from './read-rule-file.ts'

const RULE = {
  编号: 'one',
  说明: '说明',
  匹配: '未经备案',
  提示: '提示',
  建议: '建议',
  示例: { 应发现: ['未经备案。'], 不应发现: ['已经备案。'] },
}
const FILE = { 审核事项: 'set.license', 名称: '名称', 级别: '违法', 依据: [{ 法律: '行政许可法' }], 规则: [RULE] }

const problemsOf = (file: unknown) => readRuleFile(file, 'test/x').problems
const withRule = (change: object) => ({ ...FILE, 规则: [{ ...RULE, ...change }] })

describe('readRuleFile', () => {
  it('reads a sound file without problems', () => {
    const file = readRuleFile(FILE, 'test/set.license')
    expect(file.problems).toEqual([])
    expect(file.rules[0]).toMatchObject({
      id: 'test/set.license#one',
      code: 'set.license',
      severity: 'illegal',
      scope: 'sentence',
    })
  })

  it.each([
    ['an unknown key, with the nearest one', withRule({ 建意: 'x' }), ['规则', 0, '建意'], '建议'],
    ['a full-width colon in a key', withRule({ '级别：违法': null }), ['规则', 0, '级别：违法'], '半角'],
    ['an unknown severity', withRule({ 级别: '严重' }), ['规则', 0, '级别'], '违法、不当、存疑、提示'],
    ['an unknown scope', withRule({ 范围: '段' }), ['规则', 0, '范围'], '分句、句、款、条、全文'],
    ['an empty word', withRule({ 匹配: ['备案', ''] }), ['规则', 0, '匹配', 1], '不能为空'],
    ['a repeated word', withRule({ 匹配: { 任一: ['备案', '备案'] } }), ['规则', 0, '匹配', '任一', 1], '重复'],
    ['a repeated number', { ...FILE, 规则: [RULE, RULE] }, ['规则', 1, '编号'], '用过了'],
    ['no examples', withRule({ 示例: undefined }), ['规则', 0, '示例'], '示例'],
    ['one kind of example', withRule({ 示例: { 应发现: ['甲'] } }), ['规则', 0, '示例'], '不应发现'],
    ['a gap at the end', withRule({ 匹配: { 依次: ['甲乙', { 间隔: 3 }] } }), ['规则', 0, '匹配', '依次'], '最后'],
    [
      'a wrong condition value',
      withRule({ 匹配: { 且: ['甲乙', { 主体: '老板' }] } }),
      ['规则', 0, '匹配', '且', 1, '主体'],
      '相对人',
    ],
    ['a law in 书名号', { ...FILE, 依据: [{ 法律: '《行政许可法》' }] }, ['依据', 0, '法律'], '书名号'],
    ['a misspelt pattern key', withRule({ 匹配: { 任意: ['甲乙'] } }), ['规则', 0, '匹配', '任意'], '任一'],
  ])('refuses %s', (_, file, place, words) => {
    const problems = problemsOf(file)
    expect(problems).toContainEqual(expect.objectContaining({ place, detail: expect.stringContaining(words) }))
  })

  it('warns of a word of one character', () => {
    expect(problemsOf(withRule({ 匹配: ['费', '收费'] }))).toContainEqual(expect.objectContaining({ isWarning: true }))
  })
})
