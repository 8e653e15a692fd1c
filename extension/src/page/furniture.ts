import type { Line } from './visible-text.ts'

/**
 * Words by which a page speaks about itself: where one is, how to print, who keeps the site. Known by what they say, never
 * by the site that says it. They count only above the first and below the last provision, so a draft may use them.
 */
const FURNITURE = [
  /(位置|所在)[：:]/,
  /首页\s*[>»\-＞→|]/,
  /(字号|字体|字形|字型)\s*[：:】]|[【[(（]\s*(字[号体][：:]?)?\s*大\s*中?\s*小|小\s*中?\s*大\s*[】\])）]|背景色[：:]/,
  /[【[]\s*(打\s*印|关闭|收藏|内容纠错)|^(打\s*印|推荐|关闭|收藏|纠错|返回|复制链接)(\s|$)|打印(本页|页面|文章|此页|本文)|关闭(窗口|页面|本页|当前)/,
  /(浏览|点击|访问|阅读|查看)(次数|量|数|率)/,
  /(发布|发文|成文|生成|公开|录入|更新|公布|刊登|提交)\s*(时间|日期)\s*[：:]/,
  /^(时间|日期)[：:]\s*\d{4}[-年/.]/,
  /^\[?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(\s+\d{1,2}:\d{2}(:\d{2})?)?\]?($|\s|来源)/,
  /^(稿件|信息|新闻|文章)?来\s*源\s*[：:]|\s来\s*源\s*[：:]|(中央政府门户)?网站\s*www\./,
  /^(文章)?(作\s*者|供稿|撰稿|责任?编辑|责\s*编|编\s*辑|审\s*核|校\s*对|初审|终审|发布人|录入人?|发布单位|发布机构)\s*[：:]/,
  /^[（(【]\s*(责任?编辑|编辑|来源|记者)/,
  /^(索\s*引\s*号?|信息索取号|信息索引|信息名称|信息类别|主题分类|发布机构|发文机[关构]|责任部门|名\s*称|文\s*号|发文字号|标\s*题|内容概述|内容摘要|摘\s*要|关键[词字]|效\s*力(状态)?|有\s*效\s*性|体裁分类|服务对象|分\s*类)\s*[：:]/,
  /^公开(类型|方式|形式|属性)[：:].*(日期|时间|索取|编号)/,
  /扫一扫|二维码|分享(到|至|：|:|$)|转发(到|至)|^(微信|微博|新浪微博|腾讯微博|QQ空间)/,
  /(上|下)一[篇页条](\s|[：:]|$)|^(共|第)\s*\[?\d+\]?\s*页|共\s*\d+\s*页/,
  /相关(链接|文件|附件|新闻|文章|文档|阅读|报道|信息|稿件|专题|解读|政策)\s*[：:]?(\s|$)|^相关(附件|链接)[：:]/,
  /附件(下载|列表)\s*[：:]?|点击(下载|查看)|下载附件/,
  /版权(所有|保护)|ICP\s*备|公网安备|Copyright|©|^(主办|承办|协办|网站主办)(单位)?\s*[：:]|技术支持[：:]|网站标识码|备案(序)?号[：:]|联系我们|网站地图|站点地图|返回(顶部|首页)|设为(首页|主页)|加入收藏|分辨率|法律声明|隐私声明/,
  /转[摘载](声明|请注明)|免责声明|^声明[：:]|本网站观点/,
  /^原标题[：:]/,
  /^[^，。；：_]{1,16}_[^，。；：_]{1,16}$/,
  /^(文件|公文|送审稿?|信息)?(标\s*题|题\s*名|正\s*文|内\s*容)\s*[：:]?(\s|$)/,
  /^(拟稿人?|承办人|经办人|起草单位|送审单位|拟稿单位|主办单位|收到日期|收文日期|缓急(程度)?|密\s*级|文\s*种)\s*[：:]?$/,
  /E-?mail\s*推荐|推荐给.*朋友/i,
  /(网页|内容|我要|本页)纠错/,
]

/** A bar of marks or digits: ——, 1 2 3, |. */
const BAR = /^[\d\s|｜·•.\-—─━=_~*＊<>《》«»[\]【】]+$/

/** What the page says about itself rather than the document. */
export function isPageTalk(text: string): boolean {
  return BAR.test(text) || FURNITURE.some((pattern) => pattern.test(text))
}

/** A line that is nothing but links: a menu, a list of other pages. */
export function isLinkLine(line: Line): boolean {
  return line.linked >= line.text.replace(/\s/g, '').length * 0.6
}

/** A file to fetch rather than words to read. */
export function isDownload(line: Line): boolean {
  return line.linked > 0 && /\.(docx?|xlsx?|pdf|ofd|wps|et|zip|rar|jpe?g|png)\b/i.test(line.text)
}
