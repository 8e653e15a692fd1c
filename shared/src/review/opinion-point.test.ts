import { describe, expect, it } from 'vitest'
import { pointOfFinding, pointOfNote, sayDecided } from './opinion-point.ts'

const NOTHING = { verdict: null, message: null, suggestion: null }
const finding = {
  clause: '第七条',
  start: 12,
  quote: '未经备案的，不得经营',
  severity: 'suspect' as const,
  message: '以备案为从事活动的前提，涉嫌变相设定行政许可。（与标注案例比对，同类情形约四成确有问题，故列为存疑。）',
  authority: [],
  suggestion: '改为事后备案。',
}

describe('what the machine said, once a person has decided', () => {
  it.each([
    ['illegal', '以备案为前提，涉嫌变相设定行政许可。', '以备案为前提，属于变相设定行政许可。'],
    ['illegal', '没有依据，涉嫌违法设定行政许可。', '没有依据，违法设定行政许可。'],
    ['improper', '没有依据，涉嫌违法设定行政许可。', '没有依据，不当设定行政许可。'],
    ['improper', '加重处理，涉嫌违反责任自负原则。', '加重处理，不符合责任自负原则。'],
    ['hint', '以备案为前提，涉嫌变相设定行政许可。', '以备案为前提，容易被理解为变相设定行政许可。'],
    ['illegal', '“涉嫌虚假登记的”没有移送，涉嫌犯罪的应当移送。', '“涉嫌虚假登记的”没有移送，涉嫌犯罪的应当移送。'],
    [
      'improper',
      '与标注案例比对，此处表述疑似涉及“设定行政许可”。相近案例：“先登记”（许可）。同等相似程度的表述中，约六成确有问题。',
      '该表述涉及“设定行政许可”，应当核对上位法依据。',
    ],
  ] as const)('says %s: %s', (verdict, message, said) => {
    expect(sayDecided(message, verdict)).toBe(said)
  })
})

describe('a point of the opinion', () => {
  it('has the conclusion and the words of the reviewer before those of the machine', () => {
    expect(pointOfFinding(finding, NOTHING)).toMatchObject({
      verdict: 'improper',
      message: '以备案为从事活动的前提，属于变相设定行政许可。',
      suggestion: '改为事后备案。',
    })
    const own = { verdict: 'illegal', message: '本条设定许可。', suggestion: '删去本条。' } as const
    expect(pointOfFinding(finding, own)).toMatchObject(own)
  })

  it('is made of a note as it was written', () => {
    const note = { clause: '第九条', start: 40, quote: '有关部门', verdict: 'hint' as const }
    expect(pointOfNote({ ...note, body: '责任部门不明确', replacement: '县住房和城乡建设局' })).toEqual({
      ...note,
      authority: [],
      message: '责任部门不明确。',
      suggestion: '修改为“县住房和城乡建设局”。',
    })
  })
})
