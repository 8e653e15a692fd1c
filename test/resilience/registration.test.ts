import { verifyChain } from '@hongxian/server/store'
import { describe, expect, it } from 'vitest'
import { openMatter, passMatter } from './consulted.ts'
import { inOffices } from './office.ts'

// 登记编号 (三统一) and what follows publication: numbers in order, filing with both bodies, evaluation with its papers.

const TODAY = '2026-11-21'

inOffices((offices) => {
  let made = 0

  const set = async (values: Record<string, string | number | null>) => {
    const admin = await offices.as('ours-admin')
    const { revision } = await admin('getSettings', {})
    return admin('changeSettings', { body: { revision, values, reason: '依照本市规定' } })
  }

  /** 行政规范性文件 that waits for its number. */
  async function signed(title = '') {
    const head = title || `临江县第${++made}号河道管理规定`
    const text = `${head}\n第一条 为了加强河道管理，制定本规定。\n第二条 本规定自公布之日起施行。`
    const all = await offices.as('ours-all')
    const matter = await openMatter(all, { sourceKey: `r-${made} ${title}`, text, kind: 'normative' })
    await matter.move('accept')
    await passMatter(all, await offices.as('ours-reviewer'), matter)
    await matter.move('deliberate', { on: TODAY })
    await matter.move('sign')
    return matter
  }
  const numberOf = async (matter: Awaited<ReturnType<typeof signed>>) => (await matter.read()).matter.registrationNumber

  describe('登记号', () => {
    it('are written down by the registrar where there is no template, each once', async () => {
      const [first, second] = [await signed(), await signed()]
      expect((await first.read()).moves.find(({ name }) => name === 'register')).toMatchObject({
        needs: ['number'],
        assigns: null,
      })
      await first.move('register', { number: '临府规〔2026〕4号' })
      await expect(second.move('register', { number: '临府规〔2026〕4号' })).rejects.toMatchObject({
        detail: '登记号“临府规〔2026〕4号”已经使用，不得重号。',
      })
      await second.move('register', { number: '临府规〔2026〕9号' })
    })

    it('follow a template only where it is sound', async () => {
      await expect(set({ 'registration.template': '临府规{号}号' })).rejects.toMatchObject({ slug: 'invalid-request' })
      await expect(set({ 'registration.template': '{区划}府规〔{年}〕{号}号' })).rejects.toMatchObject({
        detail: '登记号模板含有{区划}的，应当同时设定区划简称。',
      })
      const { settings } = await set({
        'registration.template': '{区划}府规〔{年}〕{号}号',
        'registration.region': '临',
        'registration.first': 3,
      })
      expect(settings.find(({ key }) => key === 'registration.template')?.value).toBe('{区划}府规〔{年}〕{号}号')
    })

    it('are given in order, none twice and none left out, however many ask at once', async () => {
      const waiting = [await signed(), await signed(), await signed(), await signed()]
      const [one] = waiting
      expect((await one?.read())?.moves.find(({ name }) => name === 'register')).toMatchObject({
        needs: [],
        assigns: '临府规〔2026〕3号',
      })
      await expect(one?.move('register', { number: '临府规〔2026〕30号' })).rejects.toMatchObject({
        detail: '本单位按模板统一编号，登记号由系统取号，不另行填写。',
      })
      await Promise.all(waiting.map((matter) => matter.move('register')))
      // The fourth was written down by hand before, and is passed over.
      expect((await Promise.all(waiting.map(numberOf))).sort()).toEqual([
        '临府规〔2026〕3号',
        '临府规〔2026〕5号',
        '临府规〔2026〕6号',
        '临府规〔2026〕7号',
      ])
    })

    it('take none where the move itself fails', async () => {
      const matter = await signed()
      const registrar = await offices.as('ours-registrar')
      const { revision } = await matter.read()
      const body = { move: 'register' as const, revision: revision - 1 }
      await expect(registrar('makeMove', { params: matter.params, body })).rejects.toMatchObject({
        slug: 'stale-version',
      })
      await matter.move('register')
      expect(await numberOf(matter)).toBe('临府规〔2026〕8号')
    })

    it('begin anew with the year', async () => {
      const matter = await signed()
      offices.pass(41 * 24 * 3_600_000)
      await matter.move('register')
      expect(await numberOf(matter)).toBe('临府规〔2027〕3号')
      offices.pass(-41 * 24 * 3_600_000)
    })
  })

  describe('after publication', () => {
    it('a document is filed with the superior and with the 人大常委会, each once', async () => {
      const matter = await signed()
      await matter.move('register')
      const { inForce } = await matter.move('publish', { on: TODAY })
      expect(inForce?.npcFiling).toMatchObject({ due: '2026-12-21', filedOn: null })
      expect(inForce?.npcFiling?.basis).toMatch(/^公布之日起30日，/)
      const npc = await matter.move('file-npc', { on: '2026-11-21' })
      expect(npc).toMatchObject({ stateName: '已公布', inForce: { npcFiling: { filedOn: '2026-11-21' } } })
      await expect(matter.move('file-npc', { on: '2026-11-21' })).rejects.toMatchObject({
        detail: '已于2026-11-21报送人大常委会备案。',
      })
      expect(await matter.move('file', { on: '2026-11-21' })).toMatchObject({ matter: { state: 'filed' } })
    })

    it('the filing with the 人大常委会 is reminded of where the government issued the document, until it is done', async () => {
      const all = await offices.as('ours-all')
      const remindersOf = async ({ params }: Awaited<ReturnType<typeof signed>>) => {
        const { filings, uncomputed } = await all('getReminders', {})
        const isOurs = ({ draftId }: { draftId: string }) => draftId === params.draftId
        return {
          npc: filings.filter(isOurs).find(({ name }) => name === '报送人大常委会备案'),
          others: filings.filter(isOurs).filter(({ name }) => name !== '报送人大常委会备案').length,
          untold: uncomputed.filter(isOurs).map(({ detail }) => detail),
        }
      }
      const publish = async (head: string) => {
        const matter = await signed(head)
        await matter.move('register')
        return { ...matter, published: await matter.move('publish', { on: TODAY }) }
      }
      const government = await publish('临江县人民政府关于加强养犬管理的通知')
      const department = await publish('临江县公安局关于加强养犬管理的通知')
      const nobody = await publish('')
      expect(department.published.inForce?.npcFiling).toMatchObject({ applies: false })
      expect(await remindersOf(department)).toEqual({ npc: undefined, others: 1, untold: [] })

      expect(government.published.inForce?.npcFiling).toMatchObject({ applies: true, due: '2026-12-21' })
      const { npc, others } = await remindersOf(government)
      expect(others).toBe(1)
      expect(npc).toMatchObject({ due: '2026-12-21', stateName: '已公布', stage: null, workdaysLeft: 21 })
      expect(npc?.steps[0]).toBe('制定机关为临江县人民政府（公布的文本载明），应当报送本级人大常委会备案。')
      expect(npc?.steps.slice(1).join('')).toMatch(/^2026-11-21起算，.*期限为30日（.*届满日为2026-12-21。$/)

      expect(nobody.published.inForce?.npcFiling).toMatchObject({ applies: null })
      expect((await remindersOf(nobody)).untold).toEqual([expect.stringContaining('请判明是否由本级人民政府')])
      const { revision } = nobody.published
      const said = { params: nobody.params, body: { revision, issuedByGovernment: true } }
      expect((await all('changeMatter', said)).inForce?.npcFiling).toMatchObject({ applies: true })
      expect((await remindersOf(nobody)).npc?.steps[0]).toMatch(/^经判明，由本级人民政府/)

      // Filed with the superior government, it is still open; and overdue in the end.
      await government.move('file', { on: TODAY })
      expect(await remindersOf(government)).toMatchObject({ npc: { stateName: '已备案' }, others: 0 })
      offices.pass(31 * 24 * 3_600_000)
      const over = (await remindersOf(government)).npc
      expect(over).toMatchObject({ stage: 'over', workdaysLeft: -1 })
      expect(over?.holder).toContain('登记')
      await government.move('file-npc', { on: '2026-12-22' })
      expect((await remindersOf(government)).npc).toBeUndefined()
      offices.pass(-31 * 24 * 3_600_000)
    })

    it('an evaluation keeps what was sent with it, to be read by those who may read the draft', async () => {
      const matter = await signed()
      await matter.move('register')
      const { revision } = await matter.move('publish', { on: TODAY })
      const all = await offices.as('ours-all')
      const said = { revision, on: TODAY, result: 'amend' as const, summary: '部分条款不适应实际。' }
      const content = Buffer.from('评估报告').toString('base64')
      const record = (name: string) =>
        all('recordEvaluation', { params: matter.params, body: { ...said, files: [{ name, content }] } })
      await expect(record('评估报告.pdf')).rejects.toMatchObject({ slug: 'unsupported-media-type' })
      const { inForce } = await record('评估报告.txt')
      const file = inForce?.evaluations[0]?.files[0]
      expect(file?.name).toBe('评估报告.txt')
      const params = { materialId: file?.id as string }
      expect(await all('getMaterial', { params })).toMatchObject({ content, material: 'evaluation' })
      await expect((await offices.as('theirs-all'))('getMaterial', { params })).rejects.toMatchObject({
        slug: 'material-not-found',
      })
      const { id } = (await all('getMe', {})).organisation
      expect((await verifyChain(offices.store.db, id)).faults).toEqual([])
      expect(offices.failures).toEqual([])
    })
  })
})
