/** Who a sentence is about: an organ acting towards others, someone it acts on, or its own people and units. */
export type SubjectClass = '行政机关' | '相对人' | '内部'

/**
 * Head nouns of actors. A name is known by its last word (县市场监督管理局 by 局), so the lists hold endings; the
 * longest ending decides (工作人员 before 人员).
 */
const HEADS: Record<SubjectClass, readonly string[]> = {
  内部: [
    ...[
      '工作人员',
      '执法人员',
      '公务员',
      '承办人',
      '办案人员',
      '经办人',
      '窗口',
      '承办机构',
      '承办处室',
      '承办科室',
      '承办股室',
    ],
    ...[
      '法制审核机构',
      '法制机构',
      '内设机构',
      '处室',
      '科室',
      '股室',
      '牵头单位',
      '责任单位',
      '承办单位',
      '起草单位',
      '成员单位',
    ],
    ...[
      '牵头部门',
      '责任部门',
      '承办部门',
      '各乡镇',
      '各镇',
      '各街道',
      '各部门',
      '各单位',
      '各县区',
      '各地',
      '各级各部门',
    ],
    ...[
      '领导小组',
      '领导小组办公室',
      '工作专班',
      '专班',
      '指挥部',
      '联席会议',
      '联络员',
      '分管领导',
      '主要负责人',
      '干部',
      '河长',
      '林长',
    ],
  ],
  行政机关: [
    ...[
      '人民政府',
      '政府',
      '国务院',
      '主管部门',
      '监管部门',
      '管理部门',
      '执法部门',
      '有关部门',
      '相关部门',
      '部门',
      '行政机关',
    ],
    ...[
      '公安机关',
      '海关',
      '税务机关',
      '行政执法机关',
      '机关',
      '执法机构',
      '街道办事处',
      '办事处',
      '派出所',
      '管委会',
      '管理委员会',
    ],
    ...[
      '公安局',
      '财政局',
      '司法局',
      '教育局',
      '民政局',
      '分局',
      '总局',
      '局',
      '财政厅',
      '厅',
      '发展改革委',
      '国资委',
      '卫生健康委',
    ],
    ...[
      '执法大队',
      '大队',
      '支队',
      '管理处',
      '管理站',
      '管理所',
      '监督所',
      '财政',
      '甲方',
      '本机关',
      '复议机构',
      '监督管理机构',
    ],
    ...[
      '社会保险经办机构',
      '征收机构',
      '登记机关',
      '审批机关',
      '许可机关',
      '财政部',
      '公安部',
      '畜牧站',
      '林业站',
      '国土所',
      '治超站',
      '检查站',
      '司法所',
      '街道',
      '乡镇',
    ],
  ],
  相对人: [
    ...[
      '企业',
      '公司',
      '经营者',
      '经营户',
      '经营主体',
      '市场主体',
      '商户',
      '商家',
      '门店',
      '店铺',
      '摊主',
      '摊贩',
      '业主',
      '居民',
      '村民',
    ],
    ...[
      '农户',
      '住户',
      '用户',
      '贫困户',
      '养殖户',
      '种植户',
      '公民',
      '法人',
      '其他组织',
      '社会组织',
      '组织',
      '个人',
      '申请人',
      '当事人',
    ],
    ...[
      '投标人',
      '供应商',
      '采购人',
      '招标人',
      '中标人',
      '中介机构',
      '代理机构',
      '检测机构',
      '评估机构',
      '医疗机构',
      '养老机构',
      '培训机构',
    ],
    ...[
      '金融机构',
      '服务机构',
      '机构',
      '家长',
      '监护人',
      '学生',
      '从业人员',
      '驾驶人',
      '驾驶员',
      '车主',
      '消费者',
      '投诉人',
      '举报人',
    ],
    ...[
      '合作社',
      '协会',
      '商会',
      '开发商',
      '承包人',
      '发包人',
      '出租人',
      '承租人',
      '所有权人',
      '所有人',
      '使用人',
      '权利人',
      '持有人',
    ],
    ...[
      '乙方',
      '养犬人',
      '投资者',
      '投资人',
      '纳税人',
      '缴费人',
      '参保人',
      '持证人',
      '负责人',
      '法定代表人',
      '用人单位',
      '建设单位',
    ],
    ...[
      '施工单位',
      '监理单位',
      '设计单位',
      '生产单位',
      '经营单位',
      '使用单位',
      '产生单位',
      '主办单位',
      '运营单位',
      '单位',
      '职工',
      '劳动者',
    ],
    ...[
      '学校',
      '幼儿园',
      '医院',
      '物业服务人',
      '物业公司',
      '债务人',
      '被处罚人',
      '被申请人',
      '被征收人',
      '行政相对人',
      '相对人',
      '违法行为人',
    ],
    ...[
      '行为人',
      '人员',
      '群众',
      '家庭',
      '农民',
      '司机',
      '银行',
      '工厂',
      '厂家',
      '业主委员会',
      '业主大会',
      '村民委员会',
      '居民委员会',
      '律师',
    ],
    ...[
      '运输户',
      '加盟店',
      '酒店',
      '宾馆',
      '餐馆',
      '饭店',
      '药店',
      '场所',
      '园区',
      '车辆',
      '网吧',
      '任何人',
      '选手',
      '户主',
      '车队',
      '志愿者',
      '项目法人',
      '房东',
      '租户',
      '物业',
    ],
  ],
}

/** Words whose last character looks like a head noun but which name no actor. */
const NOT_HEADS = [
  ...[
    '政府采购',
    '政府投资',
    '政府购买',
    '政府网站',
    '政府信息',
    '政府债务',
    '政府常务会议',
    '政府性',
    '政府门户',
    '政府债券',
  ],
  ...[
    '企业所得税',
    '企业家',
    '企业年金',
    '公司法',
    '公司债',
    '个人信息',
    '个人所得税',
    '个人账户',
    '个人帐户',
    '家庭教育',
    '场所码',
    '车辆通行',
  ],

  '布局',
  '格局',
  '大局',
  '结局',
  '当局',
  '时局',
  '全局',
  '局部',
  '单位面积',
  '机构改革',
  '组织实施',
  '组织开展',
  '组织领导',
]

const BY_LAST = new Map<string, { readonly word: string; readonly who: SubjectClass }[]>()
for (const [who, words] of Object.entries(HEADS) as [SubjectClass, readonly string[]][]) {
  for (const word of words) {
    const last = word.at(-1)!
    const list = BY_LAST.get(last) ?? []
    list.push({ word, who })
    BY_LAST.set(last, list)
  }
}
for (const list of BY_LAST.values()) list.sort((a, b) => b.word.length - a.word.length)

/** An actor named in a text: `[start, end)` of its head noun. */
export interface ActorMention {
  readonly start: number
  readonly end: number
  readonly who: SubjectClass
}

/** Head nouns of actors between `from` and `to`, in order, the longest at each place. */
export function findActors(text: string, from: number, to: number): ActorMention[] {
  const found: ActorMention[] = []
  for (let at = from; at < to; at++) {
    const list = BY_LAST.get(text[at]!)
    if (list === undefined) continue
    const head = list.find(({ word }) => at + 1 - word.length >= from && text.startsWith(word, at + 1 - word.length))
    if (head === undefined || isVerb(text, head.word, at, to)) continue
    const start = at + 1 - head.word.length
    if (head.word === '组织' && found.at(-1)?.end === start) continue // 由审批局组织
    while (found.length > 0 && found.at(-1)!.end > start) found.pop()
    found.push({ start, end: at + 1, who: head.who })
  }
  return found
}

/** 组织实施, 布局: the characters of a head noun, used otherwise. */
function isVerb(text: string, word: string, at: number, to: number): boolean {
  if (
    NOT_HEADS.some(
      (other) => text.startsWith(other, at + 1 - other.length) || text.startsWith(other, at + 1 - word.length),
    )
  )
    return true
  if (word !== '组织') return false
  // 任何组织和个人 names someone; 组织开展 and 组织专家 do something.
  const next = text.slice(at + 1, Math.min(at + 3, to))
  return next !== '' && !/^[和、，或与不应可的]|^及/.test(next)
}
