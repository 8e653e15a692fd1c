import type { MatterFacts, ReviewCase, ReviewKind } from './review-state.ts'

/** A paper that goes with a matter. */
export interface Material {
  readonly id: string
  readonly name: string
  /** Fact on which it is asked for; absent where it always is. */
  readonly when?: keyof MatterFacts
  /** Fact that lifts the duty. */
  readonly unless?: keyof MatterFacts
}

/** 送审材料 by kind (国办发〔2018〕115号; 国令713; 公平竞争审查条例; 国办发〔2018〕118号). Local papers come on top by configuration. */
export const MATERIALS: Readonly<Record<ReviewKind, readonly Material[]>> = {
  normative: [
    { id: 'n1', name: '送审函' },
    { id: 'n2', name: '文件送审稿' },
    { id: 'n3', name: '起草说明' },
    { id: 'n4', name: '制定依据文本和依据对照表' },
    { id: 'n5', name: '征求意见及采纳情况' },
    { id: 'n6', name: '起草单位合法性审核意见' },
    { id: 'n8', name: '公开征求意见证明', when: 'affectsPublic' },
    { id: 'n9', name: '公平竞争审查结论', when: 'touchesBusiness' },
    { id: 'n10', name: '听证、论证、风险评估报告', when: 'isRisky' },
    { id: 'n11', name: '听取经营主体、行业协会意见材料', when: 'touchesBusiness' },
  ],
  decision: [
    { id: 'd1', name: '决策草案及说明' },
    { id: 'd2', name: '依据目录及文本' },
    { id: 'd3', name: '公众参与材料', unless: 'isSecret' },
    { id: 'd4', name: '专家论证意见', when: 'isTechnical' },
    { id: 'd5', name: '风险评估报告', when: 'isRisky' },
    { id: 'd6', name: '公平竞争审查结论', when: 'touchesBusiness' },
    { id: 'd9', name: '部门会签意见' },
  ],
  contract: [
    { id: 'c1', name: '合同文本送审稿及附件' },
    { id: 'c2', name: '情况说明' },
    { id: 'c3', name: '对方主体资格、资信材料' },
  ],
  enforcement: [
    { id: 'e1', name: '拟作出的决定文书' },
    { id: 'e2', name: '调查终结报告' },
    { id: 'e3', name: '证据材料' },
    { id: 'e4', name: '告知及陈述、申辩、听证材料' },
  ],
}

/** Papers that this matter must have. A condition not answered yet counts as holding: it must be answered first. */
export function requiredMaterials({ kind, facts }: Pick<ReviewCase, 'kind' | 'facts'>): Material[] {
  return MATERIALS[kind].filter(
    ({ when, unless }) => (when === undefined || facts[when] !== false) && (unless === undefined || !facts[unless]),
  )
}

/** Papers neither attached nor marked absent with a reason. */
export function missingMaterials(matter: Pick<ReviewCase, 'kind' | 'facts' | 'materials'>): Material[] {
  const there = new Set(
    matter.materials.filter(({ status, reason }) => status === 'attached' || reason.trim() !== '').map(({ id }) => id),
  )
  return requiredMaterials(matter).filter(({ id }) => !there.has(id))
}
