import { startOptions } from '../../sidepanel/start-options.tsx'

startOptions(document.querySelector<HTMLElement>('#root')!)
