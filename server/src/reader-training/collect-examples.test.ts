import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { amongLawfulProse, DRAFTS, examplesOf, type LabelledPassage, readDrafts } from './collect-examples.ts'

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

describe('whole papers', () => {
  it('are families of their own; every sentence of one without other gaps is known to be sound or not', async () => {
    const folder = join(import.meta.dirname, '../../../test/corpus/drafts')
    const papers = (await Promise.all(Object.values(DRAFTS).map((file) => readDrafts(folder, file)))).flat()
    const examples = examplesOf(papers)
    expect(new Set(papers.map(({ family }) => family)).size).toBe(papers.length)
    for (const paper of papers) {
      const own = examples.filter(({ passage }) => passage === paper)
      if (paper.complete === true) expect(own.length).toBe(own[0]!.document.sentences.length)
      expect(own.some(({ codes }) => codes.length > 0)).toBe(paper.spans.length > 0)
    }
  })
})
