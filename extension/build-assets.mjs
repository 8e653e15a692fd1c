// What the extension carries so that it can check with no service in reach: the built-in rule set and the names of the
// 审核事项. Printed as JSON for wxt.config.ts; run at build time only, the extension's own source imports no server code.
import { readFile } from 'node:fs/promises'
import { loadRuleSet } from '../server/src/rule-pack/index.ts'

const yaml = await readFile(new URL('../shared/rules/review-items.yaml', import.meta.url), 'utf8')
// The file is a flat list; its two fields are read without a YAML parser, which the extension does not depend on.
const items = Object.fromEntries(
  [...yaml.matchAll(/^- 编号:\s*(\S+)\s*\n\s+名称:\s*(\S+)/gm)].map(([, code, name]) => [code, name]),
)
if (Object.keys(items).length < 10) throw new Error('review-items.yaml 读不出审核事项名称')
process.stdout.write(JSON.stringify({ ruleSet: await loadRuleSet(), items }))
