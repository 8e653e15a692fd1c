import theme from '@hongxian/shared/ui/theme.css?inline'
import { browser } from 'wxt/browser'
import { startFile } from '../../file/start-file.tsx'
import '../../page/marks.css'
import layer from '../../page/page-layer.css?inline'
import { startPage } from '../../page/start-page.ts'

const review = () =>
  startPage(`${theme}\n${layer}`, {
    send: (message) => browser.runtime.sendMessage(message),
    listen: (listener) => browser.runtime.onMessage.addListener(listener),
    unlisten: (listener) => browser.runtime.onMessage.removeListener(listener),
    // The page goes with the extension it belongs to.
    onInvalidated: () => {},
    isAlive: () => true,
  })

startFile(document.querySelector<HTMLElement>('#root')!, review)
