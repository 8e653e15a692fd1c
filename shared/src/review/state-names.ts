import type { Conclusion, ReviewKind, ReviewState } from './review-state.ts'

export const STATE_NAMES: Readonly<Record<ReviewState, string>> = {
  draft: '起草',
  submitted: '已送审',
  supplement: '待补正',
  returned: '退回',
  'not-applicable': '不属于审核范围',
  accepted: '已受理',
  reviewing: '审核中',
  consulting: '征求意见、专家论证',
  suspended: '中止',
  'opinion-drafted': '意见拟稿',
  signing: '待签发',
  revising: '修改反馈',
  rechecking: '复核修改',
  passed: '审核通过',
  rejected: '审核不通过',
  deliberated: '已集体审议',
  signed: '已签署',
  registered: '已登记编号',
  published: '已公布',
  served: '已送达',
  disclosed: '已公示',
  filed: '已备案',
  archived: '已归档',
  withdrawn: '已撤回',
}

export const KIND_NAMES: Readonly<Record<ReviewKind, string>> = {
  normative: '行政规范性文件',
  decision: '重大行政决策',
  contract: '政府合同',
  enforcement: '重大行政执法决定',
}

/** 结论 as each kind of paper words it (国办发〔2018〕115号; 重大行政决策程序暂行条例). */
export const CONCLUSION_NAMES: Readonly<Record<ReviewKind, Readonly<Record<Conclusion, string>>>> = {
  normative: { lawful: '合法', revise: '应当予以修改', unlawful: '不合法' },
  decision: { lawful: '合法', revise: '应当修改完善', unlawful: '不合法' },
  contract: { lawful: '未发现违法情形，可以签订', revise: '修改后签订', unlawful: '不宜签订' },
  enforcement: { lawful: '同意', revise: '建议变更', unlawful: '不同意' },
}
