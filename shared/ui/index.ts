export * from './clause-text.tsx'
export * from './finding-card.tsx'
export * from './redline-view.tsx'
export * from './severity-mark.tsx'
