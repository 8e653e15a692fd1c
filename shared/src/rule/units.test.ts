import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../document/index.ts'
import { unitAround, unitAt, unitsOf } from './units.ts'

const LINES = [
  '第一章　总则',
  '第一条　为了规范管理，制定本办法。',
  '第二条　有下列情形的：',
  '（一）未备案的；',
  '（二）未登记的。第三条　不得收费。',
  '前款规定的，从其规定。',
  '一、总体要求',
  '（一）提高认识。加强领导。',
  '',
  '附件1',
  '登记表',
  '某县人民政府',
  '2026年10月28日',
]

describe('unitAround', () => {
  it('finds the unit that stands among all units', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 12 }), (lines) => {
        const document = parseDocument(lines.join('\n'))
        for (const scope of ['paragraph', 'article'] as const)
          for (let offset = 0; offset <= document.text.length; offset++)
            expect(unitAround(document, scope, offset)).toEqual(unitAt(unitsOf(document, scope), offset, document.text))
      }),
      { numRuns: 200 },
    )
  })
})
