// Checks the files it is given and answers with their count, characters, findings and this thread's memory.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { loadRuleSet } from '@hongxian/server/rule-pack'
import { parseDocument } from '@hongxian/shared/document'
import { checkDocument, compileRuleSet } from '@hongxian/shared/rule'

const ruleSet = compileRuleSet(await loadRuleSet())
parentPort.postMessage('ready')
parentPort.once('message', () => {
  let chars = 0
  let findings = 0
  let outside = 0
  for (const file of workerData.files) {
    const text = readFileSync(file, 'utf8').replace(/\r\n?/g, '\n')
    const found = checkDocument(parseDocument(text), ruleSet, { asOf: workerData.asOf })
    chars += text.length
    findings += found.length
    outside += found.filter(({ start, end }) => start >= end || end > text.length).length
  }
  parentPort.postMessage({ chars, findings, outside })
})
