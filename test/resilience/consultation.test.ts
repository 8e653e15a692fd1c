import { CONTRACT } from '@hongxian/shared/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEachEngine } from '../engines.ts'
import { openMatter } from './consulted.ts'
import { openOffices } from './office.ts'

// 法律顾问 and experts: asked, heard, and kept to the one matter they were asked about.

const TEXT = '物业服务合同\n甲方：县机关事务中心\n乙方：某物业公司\n第一条 乙方提供物业服务，服务费每年十万元。'
const PAPER = { name: '咨询意见.txt', content: Buffer.from('同意').toString('base64') }

onEachEngine((newDatabase) => {
  let offices: Awaited<ReturnType<typeof openOffices>>
  let matter: Awaited<ReturnType<typeof openMatter>>
  let other: Awaited<ReturnType<typeof openMatter>>
  let ids: { counsel: string; reviewer: string; lead: string }

  const idOf = async (account: string) => (await (await offices.as(account))('getMe', {})).id
  const askAs = async (account: string, body: object) =>
    CONTRACT.askCounsel.response.parse(
      await (await offices.as(account))('askCounsel', { params: matter.params, body: body as never }),
    )
  const events = async () => {
    const auditor = await offices.as('ours-auditor')
    const { items } = await auditor('getDraftHistory', { params: matter.params, query: { limit: 100 } })
    return items.map(({ summary }) => summary)
  }

  beforeAll(async () => {
    offices = await openOffices(await newDatabase())
    ids = {
      counsel: await idOf('ours-counsel'),
      reviewer: await idOf('ours-reviewer'),
      lead: await idOf('ours-lead'),
    }
    const all = await offices.as('ours-all')
    matter = await openMatter(all, { sourceKey: 'contract-1', text: TEXT, kind: 'contract' })
    other = await openMatter(all, { sourceKey: 'contract-2', text: TEXT.replace('十万', '九万'), kind: 'contract' })
    await matter.move('accept')
    await matter.move('assign', { reviewerId: ids.reviewer })
  }, 60_000)
  afterAll(() => offices.store.close())

  describe('a consultation', () => {
    let asked: string

    it('is asked by the reviewer of the matter, of counsel of the office or of somebody named', async () => {
      const question = '服务费有无依据？'
      await expect(askAs('ours-all', { counselId: ids.counsel, question })).rejects.toMatchObject({
        detail: expect.stringContaining('由本件承办人办理'),
      })
      await expect(askAs('theirs-reviewer', { counselId: ids.counsel, question })).rejects.toMatchObject({
        status: 404,
      })
      await expect(askAs('ours-reviewer', { counselId: ids.lead, question })).rejects.toMatchObject({
        slug: 'user-not-found',
      })
      await expect(askAs('ours-reviewer', { question })).rejects.toMatchObject({ slug: 'invalid-request' })
      await expect(askAs('ours-reviewer', { name: '王某', question, due: '2026-11-20' })).rejects.toMatchObject({
        slug: 'move-refused',
      })
      const one = await askAs('ours-reviewer', { counselId: ids.counsel, question })
      asked = one.id
      expect(one).toMatchObject({ due: '2026-11-27', counsel: { name: 'counsel', capacity: 'counsel' }, answer: null })
      expect(one.dueBasis).toContain('“征求意见、论证期限”的默认值')
    })

    it('stops the clock of the review, as the office has set', async () => {
      const review = await matter.read()
      expect(review).toMatchObject({ stateName: '征求意见、专家论证', deadline: { due: null } })
      expect(review.deadline?.steps.at(-1)).toContain('暂停计算')
      expect((await events())[0]).toBe('咨询法律顾问counsel，转入征求意见、专家论证。')
    })

    it('opens the matter to counsel only once they have stated no conflict of interest, and no other matter', async () => {
      const counsel = await offices.as('ours-counsel')
      const { items } = await counsel('listMyConsultations', {})
      expect(items).toMatchObject([{ id: asked, title: '物业服务合同', question: '服务费有无依据？' }])
      expect(await counsel('listDrafts', { query: {} })).toMatchObject({ items: [], total: 0 })
      await expect(counsel('getDraft', { params: matter.params })).rejects.toMatchObject({ status: 404 })
      const params = { consultationId: asked }
      await expect(counsel('answerConsultation', { params, body: { answer: '有' } })).rejects.toMatchObject({
        detail: expect.stringContaining('先声明有无利益冲突'),
      })
      const lead = await offices.as('ours-all')
      await expect(lead('declareInterest', { params, body: { hasConflict: false } })).rejects.toMatchObject({
        slug: 'move-refused',
      })
      await counsel('declareInterest', { params, body: { hasConflict: false } })
      const { items: seen, total } = await counsel('listDrafts', { query: {} })
      expect([seen.map(({ id }) => id), total]).toEqual([[matter.draftId], 1])
      const { currentVersionId } = await counsel('getDraft', { params: matter.params })
      expect((await counsel('getVersion', { params: { versionId: currentVersionId } })).text).toContain('十万元')
      await expect(counsel('getDraft', { params: other.params })).rejects.toMatchObject({ status: 404 })
      expect(await counsel('listDrafts', { query: { q: '物业' } })).toMatchObject({ total: 1 })
      expect((await counsel('getReview', { params: matter.params })).moves).toEqual([])
    })

    it('keeps an opinion from being drafted while it waits', async () => {
      const reviewer = await offices.as('ours-reviewer')
      const { revision } = await matter.read()
      const back = await reviewer('makeMove', { params: matter.params, body: { move: 'end-consultation', revision } })
      expect(back.moves.find(({ name }) => name === 'draft-opinion')?.blockedBy.join('')).toContain(
        '尚有1件咨询没有答复',
      )
    })

    it('is answered by counsel, or written down by the reviewer with the paper; with the last answer the review goes on', async () => {
      offices.pass(1000)
      const second = await askAs('ours-reviewer', {
        name: '王某',
        capacity: 'expert',
        question: '单价是否合理？',
        due: '2026-12-01',
      })
      expect(second).toMatchObject({ due: '2026-12-01', dueBasis: '提出咨询时指定。', counsel: { id: null } })
      const counsel = await offices.as('ours-counsel')
      const reviewer = await offices.as('ours-reviewer')
      const done = await counsel('answerConsultation', {
        params: { consultationId: asked },
        body: { answer: '有依据。' },
      })
      expect(done.answer).toMatchObject({ text: '有依据。', by: { name: 'counsel' }, materialId: null })
      expect((await matter.read()).stateName).toBe('征求意见、专家论证')
      const params = { consultationId: second.id }
      await expect(reviewer('answerConsultation', { params, body: { answer: '合理。' } })).rejects.toMatchObject({
        detail: expect.stringContaining('应当附受咨询人的书面意见'),
      })
      await expect(
        counsel('answerConsultation', { params, body: { answer: '合理。', paper: PAPER } }),
      ).rejects.toMatchObject({ slug: 'move-refused' })
      const recorded = await reviewer('answerConsultation', { params, body: { answer: '合理。', paper: PAPER } })
      const materialId = recorded.answer?.materialId as string
      expect((await reviewer('getMaterial', { params: { materialId } })).name).toBe('咨询意见.txt')
      await expect(
        reviewer('answerConsultation', { params, body: { answer: '再答', paper: PAPER } }),
      ).rejects.toMatchObject({
        detail: expect.stringContaining('已经答复'),
      })
      expect((await events()).slice(0, 4)).toEqual([
        '咨询全部办结，恢复审核。',
        '记录专家王某对咨询的答复，附书面意见。',
        '上传专家王某的书面意见。',
        '法律顾问counsel答复咨询。',
      ])
      expect(await matter.read()).toMatchObject({ stateName: '审核中', deadline: { due: '2026-11-27' } })
    })

    it('ends with a conflict of interest, or is taken back with a reason, and then opens nothing', async () => {
      const third = await askAs('ours-reviewer', { counselId: ids.counsel, question: '违约金是否过高？' })
      const counsel = await offices.as('ours-counsel')
      const params = { consultationId: third.id }
      await expect(counsel('declareInterest', { params, body: { hasConflict: true } })).rejects.toMatchObject({
        slug: 'invalid-request',
      })
      await counsel('declareInterest', { params, body: { hasConflict: true, note: '曾代理乙方' } })
      expect((await matter.read()).stateName).toBe('审核中')
      const fourth = await askAs('ours-reviewer', { name: '赵某', question: '期限是否妥当？' })
      const reviewer = await offices.as('ours-reviewer')
      const taken = { params: { consultationId: fourth.id }, body: { reason: '另行研究' } }
      await expect((await offices.as('ours-all'))('withdrawConsultation', taken)).rejects.toMatchObject({
        slug: 'move-refused',
      })
      await reviewer('withdrawConsultation', taken)
      expect(await matter.read()).toMatchObject({ stateName: '审核中', matter: { openConsultations: 0 } })
    })

    it('keeps whoever advised from reviewing the same matter', async () => {
      const admin = await offices.as('ours-admin')
      await admin('changeUser', { params: { userId: ids.counsel }, body: { roles: ['counsel', 'reviewer'] } })
      const second = await offices.as('ours-second')
      const { revision } = await matter.read()
      const assigned = second('makeMove', {
        params: matter.params,
        body: { move: 'assign', revision, reviewerId: ids.counsel },
      })
      await expect(assigned).rejects.toMatchObject({
        detail: expect.stringContaining('受咨询的法律顾问、专家不得审核同一文件'),
      })
    })

    it('is told of in the opinion, which it does not replace, and not shown to the unit that drafted', async () => {
      const reviewer = await offices.as('ours-reviewer')
      const { currentVersionId } = await reviewer('getDraft', { params: matter.params })
      const { findings } = await reviewer('listFindings', { params: { versionId: currentVersionId } })
      for (const { id } of findings)
        await reviewer('decideFinding', { params: { findingId: id }, body: { decision: 'rejected', reason: '不影响' } })
      const { revision } = await matter.read()
      await reviewer('makeMove', {
        params: matter.params,
        body: { move: 'draft-opinion', revision, conclusion: 'lawful' },
      })
      const opinion = CONTRACT.getOpinion.response.parse(await reviewer('getOpinion', { params: matter.params }))
      expect(opinion.process).toBe('审核过程中，听取了法律顾问counsel、专家王某的意见，供审核参考，不代替本意见。')
      expect((await reviewer('listConsultations', { params: matter.params })).items).toHaveLength(4)
    })

    it('stands in the history, which notices what is written over', async () => {
      const auditor = await offices.as('ours-auditor')
      expect(await auditor('verifyHistory', {})).toMatchObject({ valid: true, faults: [] })
      await offices.store.write(async ({ db }) => {
        await db.updateTable('consultations').set({ answer: '没有依据。' }).where('id', '=', asked).execute()
      })
      expect(JSON.stringify(await auditor('verifyHistory', {}))).toContain('咨询')
      expect(offices.failures).toEqual([])
    })
  })

  it('shows what counsel said to the office that reviews, not to the unit that submitted', async () => {
    const unit = await offices.as('theirs-all')
    const drafter = await offices.as('theirs-drafter')
    const { draft } = await drafter('createCheck', {
      body: { sourceKey: 'c3', text: TEXT.replace('十万', '八万'), kind: 'contract' },
    })
    const params = { draftId: draft.id }
    const first = await drafter('getReview', { params })
    const filled = await drafter('changeMatter', {
      params,
      body: {
        revision: first.revision,
        facts: { touchesBusiness: false },
        materials: first.materials.map(({ id, name }) => ({ id, status: 'absent' as const, reason: name })),
      },
    })
    const all = await offices.as('ours-all')
    const office = (await all('getMe', {})).organisation.id
    await drafter('makeMove', {
      params,
      body: { move: 'submit', revision: filled.revision, reviewOrganisationId: office },
    })
    for (const [move, said] of [
      ['accept', {}],
      ['assign', { reviewerId: ids.reviewer }],
    ] as const) {
      const { revision } = await all('getReview', { params })
      await all('makeMove', { params, body: { move, revision, ...said } })
    }
    const reviewer = await offices.as('ours-reviewer')
    const { id } = await reviewer('askCounsel', { params, body: { name: '王某', question: '价格' } })
    const { answer } = await reviewer('answerConsultation', {
      params: { consultationId: id },
      body: { answer: '偏高', paper: PAPER },
    })
    const materialId = answer?.materialId as string
    expect(await unit('listConsultations', { params })).toEqual({ items: [] })
    await expect(unit('getMaterial', { params: { materialId } })).rejects.toMatchObject({ status: 404 })
    expect((await unit('listMaterials', { params })).items).toEqual([])
    expect((await reviewer('listMaterials', { params })).items).toHaveLength(1)
  })
})
