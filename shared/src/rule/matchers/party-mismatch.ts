import type { CheckContext } from '../check-context.ts'
import type { FindMatches, MatcherFinding } from './matcher.ts'

const PARTY =
  /(?:当事人|被处罚人|被处罚单位|被处罚对象|违法行为人|被执行人|被处罚者|行政相对人|申请人|施工人)(?:（[^）]{1,12}）|姓名|名称)?[：:]\s*([\u4e00-\u9fff]{2,24}(?:[（(][\u4e00-\u9fff]{1,8}[）)][\u4e00-\u9fff]{1,12})?)/g
const PERSON_IN_CHARGE =
  /(?:经营者|法定代表人|负责人|投资人)(?:为|是|[：:])?\s*([\u4e00-\u9fff]{2,3})(?=[，,）)。；;\s])/g
const UNIT_END =
  /(?:公司|厂|合作社|店|超市|中心|医院|诊所|学校|幼儿园|酒店|宾馆|饭店|餐馆|药房|经营部|服务部|门市部|商行|事务所|养殖场|加油站|工作室|门诊部|鞋社|商社|馆|场|部|行|铺|坊)$/
const RENAMED = /原名|曾用名|更名|变更|改名|前身|分公司|子公司|简称|以下称|另一|关联|母公司/
const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄封芮储靳汲邴糜松井段富巫乌焦巴弓牧山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲邰从鄂索咸赖卓蔺屠蒙池乔阴闻莘党翟谭贡劳逄姬申扶堵冉宰雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎连茹习宦艾容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩厍聂晁勾敖融冷辛那简饶曾沙丰关蒯相查荆红游竺权盖益桓公项'

/** The party of a decision named otherwise where it finds or decides. */
export const partyMismatch: FindMatches = (context) => {
  const declared = [...context.text.matchAll(PARTY), ...context.text.matchAll(PERSON_IN_CHARGE)].map((match) => ({
    name: match[1]!,
    end: match.index + match[0].length,
  }))
  return declared.flatMap(({ name, end }) =>
    UNIT_END.test(name)
      ? likeUnits(name, end, context)
      : likePersons(
          name,
          end,
          declared.map((one) => one.name),
          context,
        ),
  )
}

/** A name of the same ending that differs in a few characters. */
function likeUnits(name: string, from: number, { text }: CheckContext): MatcherFinding[] {
  if (name.length < 6 || RENAMED.test(text)) return []
  const ending = name.slice(-2)
  const findings: MatcherFinding[] = []
  for (let at = text.indexOf(ending, from); at >= 0; at = text.indexOf(ending, at + 1)) {
    const end = at + ending.length
    if (text.endsWith(name, end) || text.slice(0, end).endsWith(name)) continue
    const like = [name.length, name.length - 1, name.length + 1]
      .map((length) => text.slice(end - length, end))
      .find((other) => /^[\u4e00-\u9fff（）()]+$/.test(other) && other[0] === name[0] && isNear(other, name))
    if (like !== undefined) findings.push({ start: end - like.length, end, values: { 甲: name, 乙: like } })
  }
  return findings.slice(0, 1)
}

function isNear(one: string, other: string): boolean {
  const distance = editDistance(one, other)
  return distance > 0 && distance <= 3 && distance * 3 <= other.length
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}

const BEFORE_NAME = /(?:[，。；：、\n“]|对|由|将|给予|责令|经查|查明|证实|人)$/
const AFTER_NAME = /^(?:于|在|的(?:上述|违法|行为)|处|罚|作出|给予|未|擅自|违反|无证|私自|行政|，(?:罚|处|决定))/

/** The same surname, one other character different. */
function likePersons(name: string, from: number, others: readonly string[], { text }: CheckContext): MatcherFinding[] {
  if (name.length < 2 || name.length > 4 || !SURNAMES.includes(name[0]!) || /某|×/.test(name)) return []
  for (let at = text.indexOf(name[0]!, from); at >= 0; at = text.indexOf(name[0]!, at + 1)) {
    const other = text.slice(at, at + name.length)
    if (other === name || others.includes(other) || !/^[\u4e00-\u9fff]+$/.test(other) || other.includes('某')) continue
    const differing = [...other].filter((char, i) => char !== name[i]).length
    if (differing !== 1) continue
    if (!BEFORE_NAME.test(text.slice(Math.max(0, at - 3), at)) || !AFTER_NAME.test(text.slice(at + name.length)))
      continue
    return [{ start: at, end: at + name.length, values: { 甲: name, 乙: other } }]
  }
  return []
}
