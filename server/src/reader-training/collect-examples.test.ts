import { describe, expect, it } from 'vitest'
import { amongLawfulProse, examplesOf, type LabelledPassage } from './collect-examples.ts'

const passage = (family: string): LabelledPassage => ({
  id: family,
  kind: 'violation',
  doc_type: 'normative',
  text: '各商户应当按时打烊。不配合的商户，予以停水停电。',
  spans: [{ quote: '予以停水停电', code: 'set.coercion' }],
  family,
  complete: true,
})

const sentencesOf = (examples: ReturnType<typeof examplesOf>) =>
  examples.map(({ document, index, codes }) => {
    const { start, end } = document.sentences[index]!
    return [document.text.slice(start, end).trim(), codes]
  })

const prose = examplesOf([
  {
    ...passage('prose'),
    kind: 'clean',
    text: '县人民政府应当加强对供水工作的领导。供水单位应当公开水质检测结果。',
    spans: [],
  },
])

describe('examples of labelled passages', () => {
  it('have the codes of the labels they share', () => {
    expect(sentencesOf(examplesOf([passage('a')]))).toEqual([
      ['各商户应当按时打烊。', []],
      ['不配合的商户，予以停水停电。', ['set.coercion']],
    ])
  })

  it('are the same ones among lawful prose, of which none comes', () => {
    const families = Array.from({ length: 40 }, (_, i) => passage(`family-${i}`))
    const lessons = examplesOf(families, amongLawfulProse(prose))
    expect(sentencesOf(lessons)).toEqual(sentencesOf(examplesOf(families)))
    const longer = new Set(lessons.flatMap(({ document }) => (document.text.includes('供水') ? [document] : [])))
    expect(longer.size).toBeGreaterThan(10)
    expect(longer.size).toBeLessThan(30)
  })

  it('leave whole documents as they are', () => {
    const whole = Array.from({ length: 20 }, (_, i) => ({ ...passage(`family-${i}`), whole: true }))
    const lessons = examplesOf(whole, amongLawfulProse(prose))
    expect(lessons.some(({ document }) => document.text.includes('供水'))).toBe(false)
  })
})
