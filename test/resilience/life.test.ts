import { verifyChain } from '@hongxian/server/store'
import { type CallInput, type CallOutput, CONTRACT, type Review } from '@hongxian/shared/api'
import type { MoveName, ReviewState } from '@hongxian/shared/review'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEachEngine } from '../engines.ts'
import { openOffices } from './office.ts'

// The whole life of one document through HTTP, from a department to the office that reviews it and to the public, every
// gate tried from the wrong side first. No cheaper test sees stores, roles, gates and history work together.

const TEXT = `临江县物业管理若干规定
第一条 为了规范物业管理活动，根据《物业管理条例》，制定本规定。
第二条 未经备案的企业，不得在本县从事物业服务活动。违反规定的，由街道办事处吊销营业执照，处五十万元罚款。
第三条 本规定自2027年1月1日起施行，有效期至2027年4月30日。`
const REVISED = TEXT.replace(
  '未经备案的企业，不得在本县从事物业服务活动。违反规定的，由街道办事处吊销营业执照，处五十万元罚款。',
  '物业服务企业应当自开业之日起三十日内向县住房和城乡建设局备案。',
)

onEachEngine((newDatabase, engine) => {
  let offices: Awaited<ReturnType<typeof openOffices>>
  let draftId: string
  let review: Review
  let signed: CallOutput<'getOpinion'>
  let ours: { id: string; reviewer: string }

  beforeAll(async () => {
    offices = await openOffices(await newDatabase())
    const reviewer = await (await offices.as('ours-reviewer'))('getMe', {})
    ours = { id: reviewer.organisation.id, reviewer: reviewer.id }
  }, 60_000)
  afterAll(() => offices.store.close())

  type Said = Partial<CallInput<'makeMove'>['body']>

  async function move(account: string, name: MoveName, said: Said = {}): Promise<Review> {
    const call = await offices.as(account)
    const answer = await call('makeMove', {
      params: { draftId },
      body: { move: name, revision: review.revision, ...said },
    })
    review = CONTRACT.makeMove.response.parse(answer)
    return review
  }

  const refused = (account: string, name: MoveName, said: Said = {}) =>
    move(account, name, said).then(
      () => 'allowed',
      (problem) => String(problem.detail),
    )

  async function fill(account: string, change: Omit<CallInput<'changeMatter'>['body'], 'revision'>): Promise<void> {
    const call = await offices.as(account)
    review = await call('changeMatter', { params: { draftId }, body: { revision: review.revision, ...change } })
  }

  const paperOf = (material: string, name: string) => ({
    material,
    name: `${name}.txt`,
    content: Buffer.from(`${name}的内容`).toString('base64'),
  })

  const feedback = async (account: string) =>
    CONTRACT.getFeedback.response.parse(await (await offices.as(account))('getFeedback', { params: { draftId } }))
  type Row = CallOutput<'getFeedback'>['rows'][number]
  const statistics = async () => (await (await offices.as('ours-lead'))('getStatistics', { query: {} })).adoption

  const check = async (account: string, text: string) =>
    (await offices.as(account))('createCheck', { body: { draftId, text } })

  describe('the life of a document', () => {
    it('is drafted where the reviewing office does not see it', async () => {
      const drafter = await offices.as('theirs-drafter')
      const first = await drafter('createCheck', {
        body: { url: 'http://oa/7', text: TEXT, kind: 'normative', issuerLevel: '县' },
      })
      draftId = first.draft.id
      review = await drafter('getReview', { params: { draftId } })
      expect(review).toMatchObject({ revision: 0, stateName: '起草', deadline: null })
      const reviewer = await offices.as('ours-reviewer')
      await expect(reviewer('getReview', { params: { draftId } })).rejects.toMatchObject({ status: 404 })
    })

    it('is not submitted without its papers', async () => {
      expect(await refused('theirs-drafter', 'submit', { reviewOrganisationId: ours.id })).toContain('送审材料不齐')
      await fill('theirs-drafter', {
        facts: { touchesBusiness: true, affectsPublic: false, isTechnical: false, isRisky: false },
      })
      const claimed = review.materials.map(({ id }) => ({ id, status: 'attached' as const }))
      await expect(fill('theirs-drafter', { materials: claimed })).rejects.toMatchObject({ slug: 'material-not-found' })
      const drafter = await offices.as('theirs-drafter')
      const [last, ...others] = review.materials
      for (const { id, name } of others)
        await drafter('attachMaterial', { params: { draftId }, body: paperOf(id, name) })
      review = await drafter('getReview', { params: { draftId } })
      expect(await refused('theirs-drafter', 'submit', { reviewOrganisationId: ours.id })).toContain(last?.name)
      await drafter('attachMaterial', {
        params: { draftId },
        body: paperOf(last?.id as string, last?.name as string),
      })
      review = await drafter('getReview', { params: { draftId } })
      await move('theirs-drafter', 'submit', { reviewOrganisationId: ours.id })
      expect(review.matter.state).toBe('submitted')
    })

    it('is not accepted without fair-competition review, then is, and the clock runs', async () => {
      review = await (await offices.as('ours-intake'))('getReview', { params: { draftId } })
      const { items } = await (await offices.as('ours-intake'))('listDrafts', { query: {} })
      expect(items[0]?.matter).toMatchObject({ stateName: '已送审', unit: 'theirs', deadline: { workdaysLeft: 3 } })
      expect(review.deadline).toMatchObject({ name: '材料核验' })
      expect(await refused('ours-intake', 'accept')).toContain('未经公平竞争审查，不得出台')
      await fill('ours-market', { fairCompetition: { conclusion: 'no-restriction', on: '2026-11-20' } })
      await move('ours-intake', 'accept')
      expect(review.deadline).toMatchObject({ name: '合法性审核', due: '2026-12-11', workdaysLeft: 15 })
      expect(review.deadline?.steps[0]).toContain('民法典')
    })

    it('closes its papers once accepted', async () => {
      await expect(fill('theirs-drafter', { materials: [] })).rejects.toMatchObject({ slug: 'move-refused' })
      const drafter = await offices.as('theirs-drafter')
      const late = drafter('attachMaterial', { params: { draftId }, body: paperOf('n3', '起草说明') })
      await expect(late).rejects.toMatchObject({ slug: 'move-refused' })
    })

    it('has its papers read by the office that reviews it', async () => {
      const reviewer = await offices.as('ours-reviewer')
      const { items } = await reviewer('listMaterials', { params: { draftId } })
      expect(items.map(({ material }) => material).sort()).toEqual(review.materials.map(({ id }) => id).sort())
      const read = await reviewer('getMaterial', { params: { materialId: items[0]?.id as string } })
      expect(Buffer.from(read.content, 'base64').toString()).toContain('的内容')
    })

    it('is reviewed by the office that it was submitted to, not by the unit that made it, whatever roles it has', async () => {
      const own = await (await offices.as('theirs-reviewer'))('getMe', {})
      expect(await refused('theirs-second', 'assign', { reviewerId: own.id })).toContain('由审核单位办理')
      expect(await refused('ours-all', 'withdraw', { reason: '不报了' })).toContain('由起草单位办理')
      expect((await (await offices.as('theirs-lead'))('getReview', { params: { draftId } })).moves).toEqual([])
      const unit = await offices.as('theirs-reviewer')
      const { currentVersionId } = await unit('getDraft', { params: { draftId } })
      const { findings } = await unit('listFindings', { params: { versionId: currentVersionId } })
      const findingId = findings[0]?.id as string
      const decided = unit('decideFinding', { params: { findingId }, body: { decision: 'accepted' } })
      await expect(decided).rejects.toMatchObject({ slug: 'forbidden' })
    })

    it('takes the day of its review from the review, not from what somebody writes down', async () => {
      for (const account of ['theirs-drafter', 'ours-intake', 'ours-registrar'])
        for (const step of ['legalityReview', 'deliberation'])
          await expect(fill(account, { procedures: { [step]: '2026-11-20' } as object })).rejects.toMatchObject({
            slug: 'invalid-request',
          })
      review = await (await offices.as('ours-intake'))('getReview', { params: { draftId } })
      expect(review.matter.procedures).toMatchObject({ legalityReview: null, deliberation: null })
    })

    it('does not get past the reviewer: not to the meeting, not to a signature', async () => {
      for (const [account, name] of [
        ['ours-registrar', 'deliberate'],
        ['ours-registrar', 'sign'],
        ['ours-lead', 'sign-opinion'],
        ['ours-registrar', 'publish'],
      ] as const)
        expect(await refused(account, name, { on: '2026-11-21', number: '1', reason: '急' })).toContain(
          '当前环节为“已受理”',
        )
    })

    it('is assigned to a reviewer of the office, and to nobody else', async () => {
      const outsider = await (await offices.as('theirs-reviewer'))('getMe', {})
      expect(await refused('ours-second', 'assign', { reviewerId: outsider.id })).toContain('不是本单位的审核承办人')
      await move('ours-second', 'assign', { reviewerId: ours.reviewer })
      expect(review.stateName).toBe('审核中')
    })

    it('has every finding decided before an opinion is drafted', async () => {
      const reviewer = await offices.as('ours-reviewer')
      const { currentVersionId } = await reviewer('getDraft', { params: { draftId } })
      const { findings } = await reviewer('listFindings', { params: { versionId: currentVersionId } })
      expect(findings.length).toBeGreaterThan(0)
      expect(await refused('ours-reviewer', 'draft-opinion', { conclusion: 'revise' })).toMatch(
        /尚有\d+处审核发现未处理/,
      )
      for (const { id } of findings)
        await reviewer('decideFinding', { params: { findingId: id }, body: { decision: 'accepted' } })
      await move('ours-reviewer', 'draft-opinion', { conclusion: 'revise' })
      const opinion = CONTRACT.getOpinion.response.parse(await reviewer('getOpinion', { params: { draftId } }))
      expect(opinion).toMatchObject({ isSigned: false, addressee: 'theirs', signature: { body: 'ours' } })
      expect(opinion.sections.flatMap(({ items }) => items)).toHaveLength(findings.length)
    })

    it('keeps what is not signed yet within the office', async () => {
      const note = { start: 0, end: 9 }
      const reviewer = await offices.as('ours-reviewer')
      const { currentVersionId: versionId } = await reviewer('getDraft', { params: { draftId } })
      const quote = TEXT.slice(note.start, note.end)
      await reviewer('createAnnotation', { body: { versionId, span: note, quote, body: '拟否定' } })
      for (const account of ['theirs-drafter', 'theirs-lead', 'theirs-auditor', 'ours-drafter']) {
        const outsider = await offices.as(account)
        const opinion = outsider('getOpinion', { params: { draftId } })
        await expect(opinion).rejects.toMatchObject({ detail: '审核意见尚未签发，签发后可以查阅。' })
        const { findings } = await outsider('listFindings', { params: { versionId } })
        expect(findings.map(({ decision }) => decision)).toEqual(findings.map(() => null))
        expect((await outsider('listAnnotations', { params: { versionId } })).items).toEqual([])
        const { matter } = await outsider('getReview', { params: { draftId } })
        expect(matter).toMatchObject({ state: 'opinion-drafted', conclusion: null, acceptedIllegal: 0 })
        const { items } = await outsider('getDraftHistory', { params: { draftId }, query: { limit: 100 } })
        expect(items.map(({ type, payload }) => payload.move ?? type)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/^(decision|annotation)\.|^draft-opinion$/)]),
        )
        expect(items.some(({ payload }) => payload.move === 'assign')).toBe(true)
      }
      const sent = await check('theirs-drafter', TEXT)
      expect(sent.findings.some(({ decision }) => decision !== null)).toBe(false)
      const here = await check('ours-reviewer', TEXT)
      expect(here.findings.every(({ decision }) => decision !== null)).toBe(true)
    })

    it('is signed by the lead and goes back to the drafter', async () => {
      await move('ours-second', 'agree-opinion')
      expect(await refused('ours-lead', 'sign-opinion', { on: '2026-11-21' })).toContain('应当填写编号')
      const number = '临司审〔2026〕37号'
      expect(await refused('ours-lead', 'sign-opinion', { number, on: '2026-11-22' })).toContain('不得晚于今日')
      await move('ours-lead', 'sign-opinion', { number, on: '2026-11-21' })
      expect(review).toMatchObject({ stateName: '修改反馈', deadline: { name: '反馈采纳情况' } })
      const drafter = await offices.as('theirs-drafter')
      signed = await drafter('getOpinion', { params: { draftId } })
      expect(signed).toMatchObject({ isSigned: true, number, signature: { date: '2026年11月21日' } })
      const sent = await check('theirs-drafter', TEXT)
      expect(sent.findings.every(({ decision }) => decision?.decision === 'accepted')).toBe(true)
      expect(sent.annotations.map(({ body }) => body)).toEqual(['拟否定'])
      expect(await refused('ours-registrar', 'deliberate', { on: '2026-11-25' })).toContain('不能提请集体审议')
    })

    it('is revised, rechecked on the new text, and passes', async () => {
      offices.pass(60_000)
      const revised = await check('theirs-drafter', REVISED)
      expect(revised.version.number).toBe(2)
      expect(revised.findingChanges?.resolved.length).toBeGreaterThan(0)
      const { rows } = await feedback('theirs-drafter')
      expect(rows.map(({ item, isOpen, rounds }) => [item, isOpen, rounds])).toEqual(
        signed.sections.flatMap(({ items }) => items).map((_, n) => [n + 1, true, []]),
      )
      const second = rows.find(({ clause }) => clause.startsWith('第二条')) as Row
      expect(second.change?.before[0]?.runs.map(({ text }) => text).join('')).toContain('吊销营业执照')
      expect(second.change?.after[0]?.runs.map(({ text }) => text).join('')).toContain('三十日内')
      expect(await refused('theirs-drafter', 'answer-opinion', { reason: '全部采纳。' })).toContain('没有反馈采纳情况')
      const adopted = rows.map(({ item }) => ({ item, answer: 'adopted' as const, clause: '第二条' }))
      const partly = { item: second.item, answer: 'partly' as const }
      const answers = adopted.map((one) => (one.item === second.item ? partly : one))
      expect(await refused('theirs-drafter', 'answer-opinion', { answers })).toContain('未完全采纳，应当说明理由')
      await move('theirs-drafter', 'answer-opinion', {
        answers: answers.map((one) => (one === partly ? { ...one, reason: '备案不作为前提' } : one)),
      })
      expect(await statistics()).toMatchObject({ adopted: rows.length - 1, partly: 1, declined: 0 })
      const reviewer = await offices.as('ours-reviewer')
      for (const { id, decision, severity } of revised.findings)
        if (!decision && severity !== 'hint')
          await reviewer('decideFinding', {
            params: { findingId: id },
            body: { decision: 'rejected', reason: '不影响合法性' },
          })
      const unread = await check('theirs-drafter', REVISED)
      expect(unread.findings.some(({ decision }) => decision?.decision === 'rejected')).toBe(false)
      expect(await refused('ours-reviewer', 'pass-recheck', { on: '2026-11-21' })).toContain('采纳情况没有复核')
      const agreed = rows.map(({ item }) => ({ item, agreed: true }))
      const back = { item: second.item, agreed: false, note: '备案期限应当明确' }
      await move('ours-reviewer', 'fail-recheck', {
        rechecks: [...agreed.filter(({ item }) => item !== back.item), back],
      })
      expect(review).toMatchObject({
        stateName: '修改反馈',
        said: { reason: `第${back.item}项退回：备案期限应当明确` },
      })
      const again = (await feedback('theirs-drafter')).rows.filter(({ isOpen }) => isOpen)
      expect(again).toMatchObject([{ item: back.item, rounds: [{ answer: 'partly', recheck: { agreed: false } }] }])
      await move('theirs-drafter', 'answer-opinion', { answers: [{ item: back.item, answer: 'adopted' }] })
      const last = [{ item: back.item, agreed: true }]
      await move('ours-reviewer', 'pass-recheck', { on: '2026-11-21', rechecks: last })
      expect((await feedback('ours-reviewer')).rows.flatMap(({ rounds }) => rounds.map(({ by }) => by))).toEqual(
        Array(rows.length + 1).fill('drafter'),
      )
      expect((await reviewer('exportFeedback', { params: { draftId } })).name).toMatch(/反馈表\.docx$/)
      expect(review).toMatchObject({
        stateName: '审核通过',
        clearance: { allowed: true, sentence: '可以提请集体审议' },
      })
      // What was signed stays as it was signed, whatever the text and the findings have come to since.
      expect(await reviewer('getOpinion', { params: { draftId } })).toEqual(signed)
    })

    it('is held back again when the text changes after the review', async () => {
      await check('theirs-drafter', REVISED.replace('三十日', '十日'))
      expect(await refused('ours-registrar', 'deliberate', { on: '2026-11-27' })).toContain(
        '审核后文本又有改动，应当送复核',
      )
      const { clearance } = await (await offices.as('theirs-drafter'))('getReview', { params: { draftId } })
      expect(clearance).toMatchObject({ allowed: false, sentence: '不得提请集体审议' })
      expect(clearance?.reasons.join('')).toContain('审核后文本又有改动')
      const row = async (state: ReviewState) =>
        (await (await offices.as('ours-lead'))('listDrafts', { query: { state } })).items.map(({ matter }) => matter)
      expect(await row('passed')).toEqual([
        expect.objectContaining({ stateName: '审核通过', unit: 'theirs', holder: 'ours 登记员', deadline: null }),
      ])
      expect(await row('signing')).toEqual([])
      await check('theirs-drafter', REVISED)
      await move('ours-registrar', 'deliberate', { on: '2026-11-27' })
      await move('ours-registrar', 'sign')
    })

    it('is published only under a number, then filed and archived', async () => {
      expect(await refused('ours-registrar', 'publish', { on: '2026-12-01' })).toContain('当前环节为“已签署”')
      await move('ours-registrar', 'register', { number: 'LJDR-2026-0001' })
      expect(await refused('ours-registrar', 'publish', { on: '1990-12-01' })).toContain('缺少1990年')
      await move('ours-registrar', 'publish', { on: '2026-12-01' })
      const { filings } = await (await offices.as('ours-registrar'))('getReminders', {})
      expect(filings).toEqual([
        expect.objectContaining({ draftId, name: '报送备案', due: '2026-12-16', holder: 'ours 登记员' }),
      ])
      await move('ours-registrar', 'file', { on: '2026-12-10' })
      await move('ours-registrar', 'archive')
      expect(review.stateName).toBe('已归档')
    })

    it('is watched until its validity ends, by the unit that made it too', async () => {
      for (const account of ['ours-second', 'theirs-drafter']) {
        const reminders = await (await offices.as(account))('getReminders', {})
        expect(reminders).toMatchObject({ due: [], filings: [], uncomputed: [] })
        expect(reminders.validity).toEqual([
          expect.objectContaining({ draftId, validUntil: '2027-04-30', daysLeft: 160 }),
        ])
      }
    })

    it('refuses a move made on what somebody else has changed since', async () => {
      const stale = (await offices.as('ours-registrar'))('makeMove', {
        params: { draftId },
        body: { move: 'archive', revision: 1 },
      })
      await expect(stale).rejects.toMatchObject({ slug: 'stale-version' })
    })

    it('counts in the annual report of the office that reviewed it', async () => {
      const lead = await offices.as('ours-lead')
      const report = await lead('getStatistics', { query: {} })
      expect(report.drafts).toEqual([{ kind: 'normative', drafts: 1, versions: 3 }])
      expect(report.states).toEqual([{ state: 'archived', drafts: 1 }])
      expect(report.conclusions).toEqual([{ conclusion: 'revise', drafts: 1 }])
      expect(report.decisions.accepted).toBeGreaterThan(0)
      expect(report.acceptance).toBeGreaterThan(0)
      const earlier = await lead('getStatistics', { query: { from: '2025-01-01', to: '2025-12-31' } })
      expect(earlier).toMatchObject({ drafts: [], findings: [], acceptance: null })
      const drafters = await (await offices.as('theirs-lead'))('getStatistics', { query: {} })
      expect(drafters.drafts).toEqual(report.drafts)
    })

    it('stands in the ledger, whose totals are counts of its rows', async () => {
      const auditor = await offices.as('ours-auditor')
      const ledger = CONTRACT.getLedger.response.parse(await auditor('getLedger', { query: {} }))
      expect(ledger).toMatchObject({ from: '2026-01-01', to: '2026-11-21', asOf: '2026-11-21' })
      const row = ledger.rows.find((one) => one.draftId === draftId)
      expect(row).toMatchObject({
        unit: 'theirs',
        kindName: '行政规范性文件',
        reviewer: 'reviewer',
        receivedOn: '2026-11-21',
        acceptedOn: '2026-11-21',
        due: '2026-12-11',
        signedOn: '2026-11-21',
        isLate: false,
        opinionNumber: '临司审〔2026〕37号',
        conclusion: '应当予以修改',
        deliberatedOn: '2026-11-27',
        registrationNumber: 'LJDR-2026-0001',
        publishedOn: '2026-12-01',
        filedOn: '2026-12-10',
        validUntil: '2027-04-30',
      })
      expect(ledger.items).toHaveLength((row?.illegal ?? 0) + (row?.others ?? 0))
      expect(ledger.items.length).toBeGreaterThan(0)
      const sum = (of: (total: (typeof ledger.totals)[number]) => number) =>
        ledger.totals.reduce((all, total) => all + of(total), 0)
      expect(sum(({ received }) => received)).toBe(ledger.rows.length)
      expect(sum(({ signed }) => signed)).toBe(sum(({ lawful, revise, unlawful }) => lawful + revise + unlawful))
      expect(ledger.totals[0]).toMatchObject({ unit: 'theirs', signed: 1, revise: 1, lawful: 0, late: 0, open: 0 })
      const earlier = await auditor('getLedger', { query: { from: '2025-01-01', to: '2025-12-31' } })
      expect(earlier).toMatchObject({ totals: [], rows: [], items: [] })
      // The unit that drafted has a ledger too, and no other.
      const unit = await (await offices.as('theirs-lead'))('getLedger', { query: {} })
      expect(unit.rows.map(({ draftId: id }) => id)).toContain(draftId)
    })

    it('tells years later who did what on which text, and proves it', async () => {
      const drafter = await offices.as('theirs-auditor')
      const { items } = await drafter('getDraftHistory', { params: { draftId }, query: { limit: 100 } })
      const moves = items.filter(({ payload }) => payload.move).map(({ payload }) => payload.move)
      expect(moves.reverse()).toEqual(
        'submit accept assign draft-opinion agree-opinion sign-opinion answer-opinion fail-recheck answer-opinion pass-recheck deliberate sign register publish file archive'.split(
          ' ',
        ),
      )
      expect(items.find(({ payload }) => payload.move === 'sign-opinion')).toMatchObject({ by: { name: 'lead' } })
      expect(await drafter('verifyHistory', {})).toMatchObject({ valid: true, faults: [] })
    })
  })

  it('goes back to the office that returned it', async () => {
    const drafter = await offices.as('theirs-drafter')
    const { draft } = await drafter('createCheck', { body: { sourceKey: 'again', text: TEXT, kind: 'contract' } })
    draftId = draft.id
    for (const id of ['c1', 'c2', 'c3']) await drafter('attachMaterial', { params: { draftId }, body: paperOf(id, id) })
    review = await drafter('getReview', { params: { draftId } })
    await move('theirs-drafter', 'submit', { reviewOrganisationId: ours.id })
    await move('ours-intake', 'return', { reason: '份数不足' })
    review = await drafter('getReview', { params: { draftId } })
    expect(review.said).toMatchObject({ label: '退回', reason: '份数不足', by: 'intake' })
    await move('theirs-drafter', 'submit')
    review = await (await offices.as('ours-intake'))('getReview', { params: { draftId } })
    expect(review).toMatchObject({ stateName: '已送审', said: null, clearance: { allowed: false } })
    review = await drafter('getReview', { params: { draftId } })
    await move('theirs-drafter', 'withdraw', { reason: '不再制定' })
  })

  describe('tampering', () => {
    it.each([
      ['a text', "UPDATE versions SET text = replace(text, '三十日', '九十日') WHERE text LIKE '%三十日%'", '稿次'],
      ['a finding', "UPDATE findings SET severity = 'hint'", '审核'],
      ['a paper', "DELETE FROM materials WHERE material = 'n3'", '送审材料'],
      ['a file', 'UPDATE files SET content = (SELECT content FROM files ORDER BY digest LIMIT 1)', '送审材料'],
      ['a decision', "UPDATE decisions SET reason = 'x'", '处理决定'],
      ['the state of a review', "UPDATE reviews SET matter = replace(matter, 'archived', 'passed')", '办理情况'],
      ['an event', "UPDATE events SET summary = 'x' WHERE sequence = 5", '第5条记录的内容被改动'],
      ['a missing event', 'DELETE FROM events WHERE sequence = 5', '记录缺失'],
      ['the last events', 'DELETE FROM events WHERE sequence > 8', '末尾'],
    ])('of %s is found', async (_, statement, fault) => {
      await offices.store
        .write(async ({ db }) => {
          for (const table of ['events', 'versions', 'findings', 'decisions', 'files', 'materials'])
            for (const operation of ['update', 'delete'])
              await sql
                .raw(`DROP TRIGGER ${table}_no_${operation}${engine === 'SQLite' ? '' : ` ON ${table}`}`)
                .execute(db)
          const changed = await sql.raw(statement).execute(db)
          expect(Number(changed.numAffectedRows)).toBeGreaterThan(0)
          const owner = await db.selectFrom('drafts').select('organisation_id').executeTakeFirstOrThrow()
          const { valid, faults } = await verifyChain(db, owner.organisation_id)
          expect(valid).toBe(false)
          expect(faults.map(({ detail }) => detail).join('')).toContain(fault)
          throw new Error('undo')
        })
        .catch((error: Error) => expect(error.message).toBe('undo'))
    })

    it('by our own code is refused by the database', async () => {
      for (const table of ['events', 'versions', 'checks', 'findings', 'decisions', 'files', 'materials'])
        await expect(offices.store.write(({ db }) => sql.raw(`DELETE FROM ${table}`).execute(db))).rejects.toThrow(
          'append-only',
        )
    })
  })

  describe('a document that the reviewing office read itself', () => {
    const UNIT = '临江县城市管理局'
    const received = { unit: UNIT, on: '2026-11-20' }
    const read = async (sourceKey: string) => {
      const reviewer = await offices.as('ours-reviewer')
      const { draft } = await reviewer('createCheck', { body: { sourceKey, text: TEXT, kind: 'normative' } })
      draftId = draft.id
      review = await reviewer('getReview', { params: { draftId } })
    }

    it('is taken in by intake alone, for a named unit that is another, on a day that has come', async () => {
      await read('oa-1')
      expect(review).toMatchObject({ stateName: '起草', moves: [] })
      for (const account of ['ours-reviewer', 'ours-second', 'ours-lead', 'ours-drafter', 'ours-registrar'])
        expect(await refused(account, 'take-in', received)).toContain('收件人')
      expect(await refused('ours-intake', 'take-in', { on: '2026-11-20' })).toContain('应当填写送审单位')
      expect(await refused('ours-intake', 'take-in', { unit: UNIT })).toContain('应当填写日期')
      expect(await refused('ours-intake', 'take-in', { unit: UNIT, on: '2026-11-22' })).toContain('不得晚于今日')
      expect(await refused('ours-intake', 'take-in', { ...received, unit: 'ours' })).toContain('不得为审核单位自身')
      expect(await refused('ours-intake', 'take-in', { unit: UNIT, on: '1990-01-01' })).toContain('缺少1990年')
      await expect(move('theirs-intake', 'take-in', received)).rejects.toMatchObject({ status: 404 })
      await move('ours-intake', 'take-in', received)
      const { due } = await (await offices.as('ours-second'))('getReminders', {})
      expect(due).toEqual([
        expect.objectContaining({ draftId, due: '2026-11-25', workdaysLeft: 3, holder: 'ours 收件人' }),
      ])
      expect((await (await offices.as('theirs-lead'))('getReminders', {})).due).toEqual([])
      expect(review).toMatchObject({
        stateName: '已送审',
        matter: { takenIn: { unit: UNIT, organisationId: null }, drafterId: null },
        deadline: { name: '材料核验', due: '2026-11-25' },
      })
    })

    it('passes no gate that a submitted one would not pass, and intake puts in its papers', async () => {
      expect(await refused('ours-intake', 'accept')).toMatch(
        /尚未判明.*送审材料不齐.*未经公平竞争审查|尚未判明.*送审材料不齐/,
      )
      await move('ours-intake', 'request-supplement', { reason: '缺少起草说明等材料' })
      await expect(fill('ours-second', { facts: { isRisky: false } })).rejects.toMatchObject({ status: 403 })
      await fill('ours-intake', {
        facts: { touchesBusiness: true, affectsPublic: false, isTechnical: false, isRisky: false },
      })
      expect(await refused('ours-intake', 'answer-supplement')).toContain('送审材料不齐')
      const intake = await offices.as('ours-intake')
      for (const { id, name } of review.materials)
        await intake('attachMaterial', { params: { draftId }, body: paperOf(id, name) })
      review = await intake('getReview', { params: { draftId } })
      expect(await refused('ours-drafter', 'answer-supplement')).toContain('此事项由收件人办理')
      expect(review.moves.map(({ label }) => label)).toContain('代送审单位补正后送审')
      await move('ours-intake', 'answer-supplement')
      expect(await refused('ours-intake', 'accept')).toContain('未经公平竞争审查，不得出台')
      await fill('ours-intake', { fairCompetition: { conclusion: 'no-restriction', on: '2026-11-20' } })
      await move('ours-intake', 'accept')
      expect(review.stateName).toBe('已受理')
    })

    it('gets an opinion addressed to the unit that sent it, and its answer is written down for it', async () => {
      await move('ours-second', 'assign', { reviewerId: ours.reviewer })
      const reviewer = await offices.as('ours-reviewer')
      // Fifteen working days are not soon.
      expect((await reviewer('getReminders', {})).due).toEqual([])
      const { currentVersionId } = await reviewer('getDraft', { params: { draftId } })
      const { findings } = await reviewer('listFindings', { params: { versionId: currentVersionId } })
      for (const { id } of findings)
        await reviewer('decideFinding', { params: { findingId: id }, body: { decision: 'accepted' } })
      await move('ours-reviewer', 'draft-opinion', { conclusion: 'revise' })
      const opinion = await reviewer('getOpinion', { params: { draftId } })
      expect(opinion).toMatchObject({ addressee: UNIT, signature: { body: 'ours' } })
      await move('ours-second', 'agree-opinion')
      await move('ours-lead', 'sign-opinion', { number: '临司审〔2026〕38号', on: '2026-11-21' })
      expect(await refused('ours-registrar', 'deliberate', { on: '2026-11-25' })).toContain('不能提请集体审议')
      const second = await check('ours-intake', REVISED)
      const answers = (await feedback('ours-intake')).rows.map(({ item }) => ({ item, answer: 'adopted' as const }))
      expect(await refused('ours-drafter', 'answer-opinion', { answers })).toContain('此事项由收件人办理')
      await move('ours-intake', 'answer-opinion', { answers })
      for (const { id, decision, severity } of second.findings)
        if (!decision && severity !== 'hint')
          await reviewer('decideFinding', {
            params: { findingId: id },
            body: { decision: 'rejected', reason: '不影响合法性' },
          })
      const rechecks = answers.map(({ item }) => ({ item, agreed: true }))
      await move('ours-reviewer', 'pass-recheck', { on: '2026-11-21', rechecks })
      expect(review.stateName).toBe('审核通过')
    })

    it('tells for whom each step was written down', async () => {
      const auditor = await offices.as('ours-auditor')
      const { items } = await auditor('getDraftHistory', { params: { draftId }, query: { limit: 100 } })
      const summaries = items.map(({ summary }) => summary)
      expect(summaries).toContain(`收件登记（${UNIT}送审，2026-11-20收到），现为“已送审”。`)
      expect(summaries).toContain(`代送审单位“${UNIT}”补正后送审，现为“已送审”。`)
      expect(summaries).toContainEqual(
        expect.stringMatching(new RegExp(`^代送审单位“${UNIT}”反馈采纳情况（采纳\\d+项），现为“复核修改”。$`)),
      )
      expect(summaries).toContain(`代送审单位“${UNIT}”上传送审材料“起草说明”。`)
      const answered = items.find(({ payload }) => payload.move === 'answer-opinion')
      expect(answered).toMatchObject({ by: { name: 'intake' }, payload: { onBehalfOf: UNIT } })
      expect(await auditor('verifyHistory', {})).toMatchObject({ valid: true, faults: [] })
    })

    it('is taken in by second or lead where the office has nobody for intake', async () => {
      await read('oa-2')
      const admin = await offices.as('ours-admin')
      const { items } = await admin('listColleagues', { query: {} })
      for (const { id, roles } of items)
        if (roles.includes('intake')) await admin('changeUser', { params: { userId: id }, body: { disabled: true } })
      expect(await refused('ours-reviewer', 'take-in', received)).toContain('收件人')
      await fill('ours-second', { facts: { isRisky: false } })
      await move('ours-lead', 'take-in', { ...received, unit: 'theirs' })
      const drafter = await (await offices.as('theirs-drafter'))('getMe', {})
      expect(review.matter.takenIn).toEqual({
        unit: 'theirs',
        organisationId: drafter.organisation.id,
        on: '2026-11-20',
      })
    })

    it('is seen by the unit that it came from, which changes nothing of it', async () => {
      const unit = await offices.as('theirs-all')
      const { items, total } = await unit('listDrafts', { query: {} })
      expect(items.map(({ id }) => id)).toContain(draftId)
      expect(total).toBe(items.length)
      const { currentVersionId } = await unit('getDraft', { params: { draftId } })
      const seen = await unit('getReview', { params: { draftId } })
      expect(seen).toMatchObject({ stateName: '已送审', moves: [], papersOpen: false, mayFill: false })
      expect((await unit('getDraftHistory', { params: { draftId }, query: {} })).items.length).toBeGreaterThan(0)
      expect((await unit('getReminders', {})).due.map((one) => one.draftId)).toContain(draftId)
      const { findings } = await unit('listFindings', { params: { versionId: currentVersionId } })
      const finding = { params: { findingId: findings[0]?.id as string } }
      const span = { start: 0, end: 3 }
      const written = { versionId: currentVersionId, span, quote: TEXT.slice(0, 3), body: '不同意' }
      for (const change of [
        () =>
          unit('makeMove', {
            params: { draftId },
            body: { move: 'withdraw', revision: seen.revision, reason: '不报了' },
          }),
        () =>
          unit('changeMatter', { params: { draftId }, body: { revision: seen.revision, facts: { isRisky: true } } }),
        () => unit('attachMaterial', { params: { draftId }, body: paperOf('n3', '起草说明') }),
        () => unit('createCheck', { body: { draftId, text: REVISED } }),
        () => unit('decideFinding', { ...finding, body: { decision: 'accepted' } }),
        () => unit('createAnnotation', { body: written }),
      ])
        await expect(change()).rejects.toMatchObject({ status: 404 })
      expect((await unit('getReview', { params: { draftId } })).revision).toBe(seen.revision)
    })
  })
})
