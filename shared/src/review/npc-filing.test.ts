import { describe, expect, it } from 'vitest'
import { npcDuty } from './npc-filing.ts'

describe('npcDuty', () => {
  it.each([
    ['临江县人民政府', true],
    ['临江县人民政府办公室', true],
    ['云岭市人民政府办公厅', true],
    ['临江县住房和城乡建设局', false],
    ['临江县人民政府行政审批办公室', false],
    ['临江县创建文明城市工作指挥部办公室', false],
    ['青石镇人民政府', false],
    ['城东街道办事处', false],
  ])('%s: %s', (issuer, applies) => {
    const duty = npcDuty(null, issuer)
    expect(duty.applies).toBe(applies)
    expect(duty.reason).toContain(issuer)
  })

  it('goes by what people said before what the text has, and guesses nothing', () => {
    expect(npcDuty(false, '临江县人民政府').applies).toBe(false)
    expect(npcDuty(true, '临江县财政局').applies).toBe(true)
    expect(npcDuty(null, null)).toMatchObject({ applies: null, reason: expect.stringContaining('请判明') })
  })
})
