import { describe, expect, it } from 'vitest'
import { clearanceOf } from './clearance.ts'
import type { ReviewCase, ReviewKind, ReviewState } from './review-state.ts'

const matterOf = (kind: ReviewKind, state: ReviewState, change: Partial<ReviewCase> = {}): ReviewCase =>
  ({
    kind,
    state,
    facts: {
      touchesBusiness: false,
      isSecret: false,
      isTechnical: false,
      isRisky: false,
      needsEnforcementReview: true,
    },
    procedures: {
      publicParticipation: '2026-09-01',
      expertReview: null,
      riskAssessment: null,
      legalityReview: '2026-10-20',
      deliberation: null,
      hearingOfParty: '2026-10-01',
    },
    fairCompetition: null,
    conclusion: 'lawful',
    reviewedDigest: 'a',
    currentDigest: 'a',
    ...change,
  }) as ReviewCase

describe('may it go to the meeting', () => {
  it.each([
    ['normative', '可以提请集体审议'],
    ['decision', '可以提请集体审议'],
    ['contract', '可以签订'],
    ['enforcement', '可以作出决定'],
  ] as const)('%s: %s once it has passed', (kind, sentence) => {
    expect(clearanceOf(matterOf(kind, 'passed'))).toEqual({ allowed: true, sentence, reasons: [] })
  })

  it('says where it stands while it has not passed, and that it was found unlawful', () => {
    expect(clearanceOf(matterOf('normative', 'signing'))).toEqual({
      allowed: false,
      sentence: '不得提请集体审议',
      reasons: ['尚未通过合法性审核，当前环节为“待签发”。'],
    })
    expect(clearanceOf(matterOf('contract', 'rejected'))?.reasons).toEqual(['经审核不合法。'])
  })

  it('goes by the same gates as the move itself', () => {
    const changed = clearanceOf(matterOf('normative', 'passed', { currentDigest: 'b' }))
    expect(changed?.reasons.join('')).toContain('审核后文本又有改动，应当送复核')
    const procedures = { ...matterOf('decision', 'passed').procedures, publicParticipation: null }
    const undone = clearanceOf(matterOf('decision', 'passed', { procedures }))
    expect(undone?.reasons).toEqual(['重大行政决策尚未履行公众参与程序。'])
    const unheard = { ...procedures, hearingOfParty: null }
    expect(clearanceOf(matterOf('enforcement', 'passed', { procedures: unheard }))?.reasons.join('')).toContain(
      '陈述、申辩',
    )
  })

  it('is not asked any more once it has been, or will not be', () => {
    for (const state of ['deliberated', 'published', 'withdrawn', 'archived'] as const)
      expect(clearanceOf(matterOf('normative', state))).toBeNull()
  })
})
