import { describe, expect, it } from 'vitest'
import { availableMoves, judgeMove, type Mover } from './judge-move.ts'
import { requiredMaterials } from './materials.ts'
import { MOVES } from './moves.ts'
import { type MoveInput, MoveName, type ReviewCase, ReviewKind, ReviewState } from './review-state.ts'
import { Role } from './role.ts'

const anybody: Mover = { id: 'p', roles: Role.options, isSmallOffice: true, sides: ['drafting', 'reviewing'] }
const SAID: MoveInput = {
  reason: '理由',
  number: '临司审〔2026〕1号',
  reviewerId: 'r',
  on: '2026-11-21',
  conclusion: 'lawful',
  unit: '临江县城市管理局',
  workdays: 3,
}

/** A matter with nothing in its way. */
function matterOf(kind: ReviewKind, state: ReviewState, change: Partial<ReviewCase> = {}): ReviewCase {
  const facts = {
    touchesBusiness: true,
    affectsPublic: true,
    isTechnical: true,
    isRisky: true,
    isSecret: false,
    isUrgent: false,
    needsEnforcementReview: true,
  }
  return {
    kind,
    state,
    drafterId: 'd',
    drafterOrganisationId: 'o',
    takenIn: null,
    reviewerId: 'p',
    secondId: 's',
    facts,
    procedures: {
      publicParticipation: '2026-09-01',
      publicCommentDays: 30,
      shortCommentReason: '',
      expertReview: '2026-09-10',
      riskAssessment: '2026-09-20',
      legalityReview: '2026-10-20',
      deliberation: null,
      hearingOfParty: '2026-10-01',
    },
    fairCompetition: { conclusion: 'no-restriction', on: '2026-09-15', basis: '' },
    materials: requiredMaterials({ kind, facts }).map(({ id }) => ({
      id,
      status: 'attached' as const,
      reason: '',
      file: null,
    })),
    currentDigest: 'a',
    reviewedDigest: 'a',
    conclusion: 'lawful',
    opinionNumber: null,
    opinionItems: 0,
    feedback: [],
    undecided: 0,
    acceptedIllegal: 0,
    counselIds: [],
    openConsultations: 0,
    extensionBarred: null,
    supplementsByReviewer: 0,
    registrationNumber: '1',
    npcFiledOn: null,
    issuedByGovernment: null,
    ...change,
  }
}

const reasonsOf = (matter: ReviewCase, name: MoveName, mover = anybody, input = SAID) => {
  const judged = judgeMove(matter, name, mover, input)
  return judged.allowed ? [] : judged.reasons
}

describe('moves × states × roles × kinds', () => {
  // Where each move starts and who makes it, written down apart from the table it checks (domain process, section 7).
  const EXPECTED: Record<MoveName, [from: string, roles: string]> = {
    submit: ['draft returned', 'drafter'],
    'take-in': ['draft', 'intake'],
    accept: ['submitted', 'intake'],
    'request-supplement': ['submitted', 'intake'],
    'answer-supplement': ['supplement', 'drafter'],
    return: ['submitted supplement', 'intake'],
    'declare-not-applicable': ['submitted', 'second lead'],
    assign: ['accepted reviewing', 'second lead'],
    consult: ['reviewing', 'reviewer'],
    'end-consultation': ['consulting', 'reviewer'],
    suspend: ['reviewing', 'lead'],
    resume: ['suspended', 'lead'],
    extend: ['accepted reviewing consulting suspended opinion-drafted signing', 'lead'],
    'reviewer-supplement': ['reviewing', 'reviewer'],
    'draft-opinion': ['reviewing', 'reviewer'],
    'agree-opinion': ['opinion-drafted', 'second'],
    'send-back': ['opinion-drafted signing', 'second lead'],
    'sign-opinion': ['signing', 'lead'],
    'answer-opinion': ['revising', 'drafter'],
    'pass-recheck': ['rechecking', 'reviewer'],
    'fail-recheck': ['rechecking', 'reviewer'],
    deliberate: ['passed', 'registrar intake'],
    'change-at-meeting': ['deliberated', 'registrar intake'],
    sign: ['passed deliberated', 'registrar'],
    register: ['signed', 'registrar'],
    publish: ['registered signed', 'registrar'],
    serve: ['signed', 'registrar'],
    disclose: ['served', 'registrar'],
    file: ['published signed', 'registrar'],
    'file-npc': ['published filed', 'registrar'],
    archive: ['published disclosed served filed rejected not-applicable withdrawn', 'registrar'],
    withdraw: [
      'submitted supplement returned accepted reviewing consulting suspended opinion-drafted signing revising rechecking passed rejected deliberated',
      'drafter',
    ],
  }

  // What the office took in for a unit that is not here: what its drafter would do, intake does, and the office's own
  // drafters do not.
  const FOR_THE_UNIT: readonly MoveName[] = ['submit', 'answer-supplement', 'answer-opinion', 'withdraw']

  it.each(
    MoveName.options.flatMap((name) => [
      [name, null] as const,
      [name, { unit: '临江县城市管理局', organisationId: null, on: '2026-11-20' }] as const,
    ]),
  )('%s is made from its states by its roles, and never otherwise, taken in: %j', (name, takenIn) => {
    const [from, roles] = EXPECTED[name].map((words) => words.split(' ')) as [string[], string[]]
    if (takenIn && FOR_THE_UNIT.includes(name)) roles.splice(0, roles.length, 'intake')
    const possible = new Set<string>()
    for (const kind of ReviewKind.options)
      for (const state of ReviewState.options)
        for (const role of Role.options) {
          const isAllowed = judgeMove(
            matterOf(kind, state, { takenIn }),
            name,
            { ...anybody, roles: [role] },
            SAID,
          ).allowed
          if (isAllowed) possible.add(`${state} ${role}`)
        }
    expect([...possible].sort()).toEqual(from.flatMap((state) => roles.map((role) => `${state} ${role}`)).sort())
  })

  it('no text is found lawful while it has what was taken over as unlawful', () => {
    const left = '现文本尚有2处经采纳的违法问题，不得作出“合法”的结论。'
    const matterIn = (state: ReviewState, conclusion: 'lawful' | 'revise' | null) =>
      matterOf('normative', state, { acceptedIllegal: 2, conclusion })
    const reasons = (matter: ReviewCase, name: MoveName, said: Partial<MoveInput>) => {
      const judged = judgeMove(matter, name, anybody, { ...SAID, ...said })
      return judged.allowed ? [] : judged.reasons
    }
    expect(reasons(matterIn('reviewing', null), 'draft-opinion', { conclusion: 'lawful' })).toContain(left)
    // Sent back, it can be concluded otherwise.
    expect(reasons(matterIn('reviewing', 'lawful'), 'draft-opinion', { conclusion: 'revise' })).not.toContain(left)
    expect(reasons(matterIn('signing', 'lawful'), 'sign-opinion', {})).toContain(left)
    expect(reasons(matterIn('signing', 'revise'), 'sign-opinion', {})).not.toContain(left)
    expect(reasons(matterIn('rechecking', 'revise'), 'pass-recheck', {})).toContain(left)
  })

  it('tells every refusal in one or more sentences', () => {
    for (const name of MoveName.options)
      for (const state of ReviewState.options)
        for (const reason of reasonsOf(matterOf('normative', state, { conclusion: null, undecided: 2 }), name))
          expect(reason).toMatch(/^[^！!]+。$/)
  })

  it('offers exactly the moves that can be tried', () => {
    for (const kind of ReviewKind.options)
      for (const state of ReviewState.options) {
        const matter = matterOf(kind, state)
        const offered = availableMoves(matter, anybody).map(({ name }) => name)
        expect(offered).toEqual([...new Set(offered)])
        expect(offered.sort()).toEqual(
          MoveName.options.filter((name) => judgeMove(matter, name, anybody, SAID).allowed).sort(),
        )
      }
  })
})

describe('taking in', () => {
  it('asks whom it came from and when, and keeps both', () => {
    const matter = matterOf('normative', 'draft')
    expect(reasonsOf(matter, 'take-in', anybody, { reason: '', number: '', unit: '' })).toEqual([
      '应当填写送审单位。',
      '应当填写日期。',
    ])
    const judged = judgeMove(matter, 'take-in', anybody, SAID)
    expect(judged).toMatchObject({
      onBehalfOf: null,
      next: { state: 'submitted', takenIn: { unit: '临江县城市管理局', on: '2026-11-21' } },
    })
  })

  it('does not pass over papers: they hold back acceptance', () => {
    const taken = judgeMove(matterOf('normative', 'draft', { materials: [] }), 'take-in', anybody, SAID)
    expect(taken.allowed && reasonsOf(taken.next, 'accept').join('')).toContain('送审材料不齐')
  })

  it('says for whom a move is made, and makes nobody here the drafter', () => {
    const takenIn = { unit: '临江县城市管理局', organisationId: null, on: '2026-11-20' }
    const matter = matterOf('normative', 'returned', { takenIn, drafterId: null })
    expect(judgeMove(matter, 'submit', anybody, SAID)).toMatchObject({
      onBehalfOf: '临江县城市管理局',
      next: { drafterId: null },
    })
    expect(availableMoves(matter, anybody).map(({ label }) => label)).toContain('代送审单位送审')
  })
})

describe('the veto', () => {
  it.each(ReviewKind.options)('%s: no way leads to a meeting, a signature or the public past the review', (kind) => {
    // Every state that two people with every role can reach between them, the text being changed at any moment.
    const seen = new Set<string>()
    const open: ReviewCase[] = [
      matterOf(kind, 'draft', { conclusion: null, reviewedDigest: null, registrationNumber: null }),
    ]
    let entered = 0
    for (let matter = open.pop(); matter; matter = open.pop()) {
      const key = JSON.stringify(matter)
      if (seen.has(key)) continue
      seen.add(key)
      if (matter.state !== 'signed' && matter.state !== 'published')
        open.push({ ...matter, currentDigest: matter.currentDigest === 'a' ? 'b' : 'a' })
      for (const name of MoveName.options)
        for (const conclusion of ['lawful', 'revise', 'unlawful'] as const)
          for (const id of ['d', 'p']) {
            const judged = judgeMove(matter, name, { ...anybody, id }, { ...SAID, conclusion, reviewerId: 'p' })
            if (!judged.allowed) continue
            if (name === 'deliberate' || name === 'sign') {
              entered++
              expect(matter.conclusion).toBe('lawful')
              expect(matter.reviewedDigest).toBe(matter.currentDigest)
            }
            if (matter.supplementsByReviewer < 2) open.push(judged.next)
          }
    }
    expect(entered).toBeGreaterThan(0)
    expect(seen.size).toBeGreaterThan(30)
  })

  it('says what is lacking', () => {
    const at = (change: Partial<ReviewCase>) =>
      reasonsOf(matterOf('normative', 'passed', change), 'deliberate').join('')
    expect(at({})).toBe('')
    expect(at({ conclusion: null })).toBe('未经合法性审核或者经审核不合法的，不得提交集体审议。缺少合法性审核意见。')
    expect(at({ currentDigest: 'b' })).toContain('审核后文本又有改动')
    expect(at({ conclusion: 'unlawful' })).toContain('审核结论不是合法')
  })
})

describe('gates', () => {
  it('asks for the conditions to be answered and for every paper', () => {
    const matter = matterOf('normative', 'submitted')
    const open = { ...matter, facts: { ...matter.facts, touchesBusiness: null }, materials: matter.materials.slice(2) }
    expect(reasonsOf(open, 'accept')).toEqual([
      '尚未判明：是否涉及经营者经济活动。',
      '送审材料不齐：缺少送审函、文件送审稿。请补齐，或者说明没有的理由。',
    ])
  })

  it('asks of a contract whether it touches business, and of an enforcement decision nothing', () => {
    const facts = { ...matterOf('contract', 'submitted').facts, touchesBusiness: null }
    const contract = judgeMove(matterOf('contract', 'submitted', { facts }), 'accept', anybody, SAID)
    expect(contract).toEqual({ allowed: false, reasons: ['尚未判明：是否涉及经营者经济活动。'] })
    const enforcement = matterOf('enforcement', 'submitted', { facts, fairCompetition: null })
    expect(judgeMove(enforcement, 'accept', anybody, SAID).allowed).toBe(true)
  })

  it('holds back what touches business without fair-competition review', () => {
    expect(reasonsOf(matterOf('normative', 'submitted', { fairCompetition: null }), 'accept').join('')).toContain(
      '未经公平竞争审查',
    )
    const violates = { conclusion: 'violates' as const, on: '2026-09-15', basis: '' }
    expect(reasonsOf(matterOf('normative', 'passed', { fairCompetition: violates }), 'deliberate')).toHaveLength(1)
  })

  it('asks for a reason where the public had less than thirty days', () => {
    const matter = matterOf('decision', 'submitted')
    const short = { ...matter, procedures: { ...matter.procedures, publicCommentDays: 15 } }
    expect(reasonsOf(short, 'accept')).toEqual(['公开征求意见期限不足30日且未说明理由。'])
    expect(
      reasonsOf({ ...short, procedures: { ...short.procedures, shortCommentReason: '情况紧急' } }, 'accept'),
    ).toEqual([])
  })

  it('keeps the five procedures of a major decision in order', () => {
    const matter = matterOf('decision', 'passed')
    const held = (procedures: Partial<ReviewCase['procedures']>, on = '2026-11-01') =>
      reasonsOf({ ...matter, procedures: { ...matter.procedures, ...procedures } }, 'deliberate', anybody, {
        ...SAID,
        on,
      })
    expect(held({})).toEqual([])
    expect(held({ riskAssessment: null })).toEqual(['重大行政决策尚未履行风险评估程序。'])
    expect(held({ expertReview: '2026-08-30' })).toEqual(['程序次序颠倒：专家论证日期早于公众参与日期。'])
    expect(held({}, '2026-10-01')).toEqual(['程序次序颠倒：集体讨论日期早于合法性审查日期。'])
  })

  it('lets no enforcement decision out before the party was heard', () => {
    const matter = matterOf('enforcement', 'passed')
    expect(reasonsOf({ ...matter, procedures: { ...matter.procedures, hearingOfParty: null } }, 'sign')).toEqual([
      '尚未告知或者未听取陈述、申辩，不得作出决定。',
    ])
  })

  it('keeps drafting, reviewing and signing apart', () => {
    const one: Mover = { ...anybody, isSmallOffice: false }
    expect(reasonsOf(matterOf('normative', 'signing'), 'sign-opinion', one)).toEqual([
      '承办人不得复核、签发本人办理的审核意见。',
    ])
    expect(reasonsOf(matterOf('normative', 'reviewing', { drafterId: 'p' }), 'draft-opinion', one)).toEqual([
      '起草人不得审核本人起草的文件。',
    ])
    expect(reasonsOf(matterOf('normative', 'accepted', { drafterId: 'r' }), 'assign', one)).toEqual([
      '起草人不得审核本人起草的文件。',
    ])
  })

  it('leaves no state that nothing leads to', () => {
    const reached = new Set(
      MOVES.flatMap(({ to }) => (to === 'by-conclusion' ? ['passed', 'revising', 'rejected'] : [to])),
    )
    expect(ReviewState.options.filter((state) => state !== 'draft' && !reached.has(state))).toEqual([])
  })
})
