import { describe, expect, it } from 'vitest'
import { ruleSetOf } from '../../../../test/rule-set.ts'
import { parseDocument } from '../../document/index.ts'
import { CheckContext } from '../check-context.ts'
import { Problems } from '../place.ts'
import { readFigures } from '../read-figures.ts'
import { statutoryFigure } from './statutory-figure.ts'

const ROW = {
  编号: 'hearing',
  事项: '提出听证要求的期限',
  条款: '第六十四条',
  审核事项: 'conflict.upper',
  法定: '不少于五日',
  后接: '提出',
  同句: '听证',
  错: '要求听证的，应当自告知之日起三日内提出。',
  对: '要求听证的，应当自告知之日起五日内提出。',
}

function stated(row: object): string | undefined {
  const figures = readFigures([{ 法律: '某法', 版本: '2020-01-01', 数值: [row] }], new Problems())
  const ruleSet = ruleSetOf({
    figures,
  })
  const document = parseDocument(ROW.错, { kind: 'normative', fragment: true })
  return statutoryFigure(new CheckContext(document, ruleSet, '2026-11-20'), { 审核事项: 'conflict.upper' })[0]?.values
    ?.法定
}

describe('statutory-figure', () => {
  it('names working days where the law counts them, so that the redraft means the same elsewhere', () => {
    expect(stated(ROW)).toBe('不少于五日')
    expect(stated({ ...ROW, 计工作日: '是' })).toBe('不少于五个工作日')
  })
})
