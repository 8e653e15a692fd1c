// Rules drawn deterministically from legal vocabulary: phrases, word … gap … word, subject … gap … act, field + object;
// 40 % with exceptions. Most never fire and a few fire often, as in a real pack.
const SUBJECTS =
  '公民 法人 其他组织 企业 经营者 申请人 当事人 投标人 供应商 外地企业 本地企业 投资者 用人单位 个体工商户 社会团体 开发企业 施工单位 行政相对人 纳税人 外商投资企业'.split(
    ' ',
  )
const VERBS =
  '应当 必须 不得 禁止 限制 暂停 取消 撤销 责令 没收 吊销 扣押 查封 收取 缴纳 备案 审批 核准 登记 认证 评估 检测 监制 指定 优先 奖励 补贴 减免 返还 提供'.split(
    ' ',
  )
const OBJECTS =
  '营业执照 许可证 资质证书 保证金 押金 罚款 违法所得 行政许可 行政处罚 行政强制 行政事业性收费 政府性基金 财政补贴 税收优惠 土地使用权 招标文件 中标结果 特许经营权 本地户籍 分支机构 注册资本 社会保险 纳税证明 信用记录 失信名单 准入条件 退出机制 经营范围 产品目录 服务目录 检验报告 备案证明 年检 准运证 暂住证 施工许可 环境影响评价 安全生产许可 食品经营许可 政府采购目录'.split(
    ' ',
  )
const AREAS =
  '招标投标 政府采购 市场准入 土地供应 住房保障 道路交通 生态环境 安全生产 劳动就业 教育培训 医疗卫生 养老服务 文化旅游 数据管理 网络安全 城市管理 市容环境 物业管理 殡葬管理 养犬管理'.split(
    ' ',
  )
const EXCEPTIONS =
  '法律、行政法规另有规定的除外 依照法律规定 不得以任何形式 国务院规定 有下列情形之一 经有权机关批准 废止 不包括'.split(
    ' ',
  )

/** Linear congruential: the same rules and texts on every machine. */
function randomFrom(seed) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state
  }
  return { pick: (list) => list[next() % list.length], roll: () => next() / 2 ** 32 }
}

export function generateRules(count) {
  const { pick, roll } = randomFrom(20261121)
  return Array.from({ length: count }, (_, i) => {
    const rule = { id: `R${String(i + 1).padStart(4, '0')}`, ...wordsOf(i, pick) }
    if (roll() < 0.4) rule.unless = [pick(EXCEPTIONS), pick(EXCEPTIONS)]
    return rule
  })
}

function wordsOf(i, pick) {
  const distinct = (...list) => [...new Set(list)]
  switch (i % 4) {
    case 0:
      return { any: distinct(pick(VERBS) + pick(OBJECTS), pick(OBJECTS) + pick(VERBS), pick(VERBS) + pick(SUBJECTS)) }
    case 1:
      return {
        any: distinct(pick(VERBS), pick(VERBS)),
        gap: 12 + (i % 20),
        followed: distinct(pick(OBJECTS), pick(OBJECTS)),
      }
    case 2:
      return {
        any: distinct(pick(SUBJECTS), pick(SUBJECTS)),
        gap: 20,
        followed: [pick(VERBS) + pick(OBJECTS), pick(OBJECTS)],
      }
    default:
      return {
        any: distinct(pick(AREAS) + pick(OBJECTS), `${pick(AREAS)}领域${pick(VERBS)}`, `${pick(OBJECTS)}管理办法`),
      }
  }
}

/** Sentences of the same words, for a machine without the statutes. */
export function generateText(size) {
  const { pick, roll } = randomFrom(20261122)
  let text = ''
  for (let article = 1; text.length < size; article++) {
    text += `第${article}条　${pick(SUBJECTS)}在${pick(AREAS)}活动中${pick(VERBS)}${pick(OBJECTS)}的，`
    text += `${pick(VERBS)}依照有关规定${roll() < 0.2 ? pick(VERBS) + pick(OBJECTS) : '办理'}，保持秩序、维护权益。`
    text += roll() < 0.3 ? `${pick(EXCEPTIONS)}。\n` : '具体办法由主管部门制定并向社会公布。\n'
  }
  return text.slice(0, size)
}
