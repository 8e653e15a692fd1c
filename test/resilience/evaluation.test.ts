import { CONTRACT } from '@hongxian/shared/api'
import { describe, expect, it } from 'vitest'
import { openMatter, passMatter } from './consulted.ts'
import { inOffices } from './office.ts'

// After publication: 备存 of contracts, limits half and mostly used, questions that wait, and 后评估 with what comes of it.

const DAY_MS = 24 * 3_600_000
const RULE = `临江县河道管理规定
第一条 为了加强河道管理，制定本规定。
第二条 本规定自2026年12月1日起施行，有效期至2027年3月31日。`
const CONTRACT_TEXT = '物业服务合同\n甲方：县机关事务中心\n乙方：某物业公司\n第一条 服务费每年十万元。'

inOffices((offices) => {
  const remind = async (account = 'ours-second') =>
    CONTRACT.getReminders.response.parse(await (await offices.as(account))('getReminders', {}))
  const set = async (values: Record<string, number>) => {
    const admin = await offices.as('ours-admin')
    const { revision } = await admin('getSettings', {})
    await admin('changeSettings', { body: { revision, values, reason: '依照本市规定' } })
  }
  const open = async (sourceKey: string, text: string, kind: 'contract' | 'normative') => {
    const matter = await openMatter(await offices.as('ours-all'), { sourceKey, text, kind })
    await matter.move('accept')
    return matter
  }

  describe('reminders', () => {
    it('speak of a limit when half and when four fifths of it are used, on the last day and after it', async () => {
      await set({ 'normative.review.workdays': 10, 'reminder.workdays': 1 })
      const { draftId, read } = await open('rule-1', RULE, 'normative')
      const { deadline } = await read()
      expect(deadline).toMatchObject({ due: '2026-12-04', used: 0 })
      const stages: (string | null)[] = []
      for (let day = 0; day < 16; day++) {
        const one = (await remind()).due.find((reminder) => reminder.draftId === draftId)
        stages.push(one ? `${one.stage} ${one.usedPercent}` : null)
        offices.pass(DAY_MS)
        offices.tokens.clear()
      }
      // Saturday 21 November to Sunday 6 December, ten working days from Monday 23 to Friday 4.
      expect(stages).toEqual([
        ...[null, null, null, null, null, null],
        ...['half 50', 'half 50', 'half 50', 'half 60', 'half 70', 'four-fifths 80', 'soon 90', 'last-day 100'],
        ...['last-day 100', 'last-day 100'],
      ])
      offices.pass(-16 * DAY_MS)
      offices.tokens.clear()
    })

    it('list a signed contract until it is filed', async () => {
      const matter = await open('contract-1', CONTRACT_TEXT, 'contract')
      await passMatter(await offices.as('ours-all'), await offices.as('ours-reviewer'), matter)
      await matter.move('sign')
      expect((await matter.read()).deadline).toMatchObject({ name: '合同备存', due: '2026-11-27' })
      expect((await remind()).filings).toMatchObject([
        { draftId: matter.draftId, name: '合同备存', due: '2026-11-27', holder: 'ours 登记员', stage: null },
      ])
      await matter.move('file', { on: '2026-11-21' })
      expect((await remind()).filings).toEqual([])
    })

    it('list a question until it is answered, to those who asked and to whom it was asked', async () => {
      const matter = await open('contract-2', CONTRACT_TEXT.replace('十万', '九万'), 'contract')
      const reviewer = await offices.as('ours-reviewer')
      await matter.move('assign', { reviewerId: (await reviewer('getMe', {})).id })
      const counselId = (await (await offices.as('ours-counsel'))('getMe', {})).id
      const { id } = await reviewer('askCounsel', { params: matter.params, body: { counselId, question: '可否？' } })
      const waiting = { draftId: matter.draftId, counsel: '法律顾问counsel', due: '2026-11-27', workdaysLeft: 5 }
      expect((await remind()).consultations).toMatchObject([{ ...waiting, waitsFor: 'declaration' }])
      const mine = await remind('ours-counsel')
      expect(mine).toMatchObject({ consultations: [waiting], due: [], filings: [], validity: [] })
      expect((await remind('theirs-all')).consultations).toEqual([])
      const counsel = await offices.as('ours-counsel')
      await counsel('declareInterest', { params: { consultationId: id }, body: { hasConflict: false } })
      expect((await remind()).consultations).toMatchObject([{ waitsFor: 'answer' }])
      await counsel('answerConsultation', { params: { consultationId: id }, body: { answer: '可以。' } })
      expect((await remind()).consultations).toEqual([])
    })
  })

  describe('an evaluation', () => {
    let matter: Awaited<ReturnType<typeof openMatter>>
    const evaluate = async (account: string, said: object) => {
      const { revision } = await matter.read()
      const call = await offices.as(account)
      return call('recordEvaluation', {
        params: matter.params,
        body: { revision, on: '2026-11-21', result: 'keep', summary: '实施效果良好。', ...said } as never,
      })
    }

    it('is due as the office has set when the document was published', async () => {
      await set({ 'evaluation.normative.months': 2 })
      matter = await open('rule-2', RULE.replace('河道', '湖泊'), 'normative')
      await expect(evaluate('ours-registrar', {})).rejects.toMatchObject({
        detail: expect.stringContaining('尚未公布'),
      })
      await passMatter(await offices.as('ours-all'), await offices.as('ours-reviewer'), matter)
      await matter.move('deliberate', { on: '2026-11-21' })
      await matter.move('sign')
      await matter.move('register', { number: 'LJDR-2026-0002' })
      await matter.move('publish', { on: '2026-11-21' })
      await set({ 'evaluation.normative.months': 12 })
      const { inForce } = await matter.read()
      expect(inForce).toMatchObject({
        validUntil: '2027-03-31',
        validityBasis: '文件载明',
        evaluationDue: '2027-01-21',
      })
      expect(inForce?.evaluationBasis).toMatch(/^自2026-11-21起满2个月（ours设定的“后评估期限（行政规范性文件）”/)
      expect((await remind()).evaluations).toMatchObject([{ draftId: matter.draftId, due: '2027-01-21', daysLeft: 61 }])
    })

    it('is recorded by the unit or the registrar, with what must be said', async () => {
      for (const [said, sentence] of [
        [{}, '应当确定新的有效期'],
        [{ validUntil: '2026-11-20' }, '应当晚于评估日期'],
        [{ on: '2026-11-22', validUntil: '2031-12-31' }, '不得晚于今日'],
        [{ result: 'repeal' }, '应当填写失效日期'],
      ] as const)
        await expect(evaluate('ours-registrar', said)).rejects.toMatchObject({
          slug: 'move-refused',
          detail: expect.stringContaining(sentence),
        })
      await expect(evaluate('ours-reviewer', { validUntil: '2031-12-31' })).rejects.toMatchObject({ slug: 'forbidden' })
      await expect(evaluate('theirs-registrar', { validUntil: '2031-12-31' })).rejects.toMatchObject({ status: 404 })
    })

    it('leaves 有效期 as it was where the document is to be amended, and says what is to be done', async () => {
      await evaluate('ours-drafter', { result: 'amend', summary: '第二条需要修改。' })
      const { inForce } = await matter.read()
      expect(inForce).toMatchObject({ validUntil: '2027-03-31', evaluationDue: '2027-11-21' })
      expect((await remind()).validity.find(({ draftId }) => draftId === matter.draftId)?.advice).toContain(
        '后评估结论为修改',
      )
      expect((await remind()).evaluations).toEqual([])
    })

    it('moves 有效期 where the document goes on', async () => {
      const review = await evaluate('ours-registrar', { validUntil: '2031-12-31' })
      expect(review.inForce).toMatchObject({
        validUntil: '2031-12-31',
        validityBasis: '2026-11-21后评估，继续有效',
        evaluations: [
          { result: 'amend', by: { name: 'drafter' } },
          { result: 'keep', validUntil: '2031-12-31' },
        ],
      })
      expect((await remind()).validity.map(({ draftId }) => draftId)).not.toContain(matter.draftId)
    })

    it('ends the document where it is repealed, once', async () => {
      await evaluate('ours-registrar', { result: 'repeal', validUntil: '2026-11-30', summary: '已无必要。' })
      const { inForce } = await matter.read()
      expect(inForce).toMatchObject({ validUntil: '2026-11-30', evaluationDue: null, mayEvaluate: false })
      expect((await remind()).validity.find(({ draftId }) => draftId === matter.draftId)).toMatchObject({
        daysLeft: 9,
        advice: '经后评估废止，应当列入失效文件目录并公布。',
      })
      await expect(evaluate('ours-registrar', { validUntil: '2031-12-31' })).rejects.toMatchObject({
        detail: expect.stringContaining('已经后评估废止'),
      })
    })

    it('stands in the history', async () => {
      const auditor = await offices.as('ours-auditor')
      const { items } = await auditor('getDraftHistory', { params: matter.params, query: {} })
      expect(items.slice(0, 3).map(({ summary }) => summary)).toEqual([
        '后评估（2026-11-21）：废止，失效日期为2026-11-30。',
        '后评估（2026-11-21）：继续有效，有效期至2031-12-31。',
        '后评估（2026-11-21）：修改。',
      ])
      expect(await auditor('verifyHistory', {})).toMatchObject({ valid: true, faults: [] })
      expect(offices.failures).toEqual([])
    })
  })
})
