import theme from '@hongxian/shared/ui/theme.css?inline'
import { browser } from 'wxt/browser'
import { defineContentScript } from 'wxt/utils/define-content-script'
import '../../page/marks.css'
import layer from '../../page/page-layer.css?inline'
import { startPage } from '../../page/start-page.ts'
import { whenOrphaned } from './when-orphaned.ts'

export default defineContentScript({
  // Other sites are added one by one, when the person allows them.
  matches: ['http://127.0.0.1/*', 'http://localhost/*'],
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: 'document_idle',
  main: (context) =>
    startPage(`${theme}\n${layer}`, {
      send: (message) => browser.runtime.sendMessage(message),
      listen: (listener) => browser.runtime.onMessage.addListener(listener),
      unlisten: (listener) => browser.runtime.onMessage.removeListener(listener),
      onInvalidated: (stop) => {
        context.onInvalidated(stop)
        whenOrphaned(stop)
      },
      isAlive: () => context.isValid,
    }),
})
