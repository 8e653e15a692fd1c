import { describe, expect, it } from 'vitest'
import { faultOfNumberTemplate, numberByTemplate } from './registration-number.ts'

const parts = { year: 2026, serial: 7, region: '临' }

describe('a template of 登记号', () => {
  it.each([
    ['{区划}府规〔{年}〕{号}号', '临府规〔2026〕7号'],
    ['LJDR-{年}-{号:4}', 'LJDR-2026-0007'],
    ['{年}{号:3}', '2026007'],
  ])('%s gives %s', (template, number) => {
    expect(faultOfNumberTemplate(template)).toBeNull()
    expect(numberByTemplate(template, parts)).toBe(number)
  })

  it('does not cut a serial that has outgrown its width', () => {
    expect(numberByTemplate('{年}-{号:2}', { ...parts, serial: 123 })).toBe('2026-123')
  })

  it.each([
    ['临府规〔{年}〕号', '应当有一处{号}'],
    ['临府规{号}号', '应当有一处{年}'],
    ['{年}{号}{号}', '应当有一处{号}'],
    ['{年}{号}{月}', '不能使用{月}'],
    ['{年}{号:0}', '不能使用{号:0}'],
    ['{年}{号', '花括号应当成对'],
    ['{年} {号}', '不得含有空格'],
    [`{年}{号}${'规'.repeat(60)}`, '不得超过60字'],
  ])('%s is refused', (template, sentence) => {
    expect(faultOfNumberTemplate(template)).toContain(sentence)
  })
})
