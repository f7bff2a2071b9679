import type { Settings } from '@/stores/settings'

/** Mini programs take the text size from each page's root; they have no dark mode of ours. */
export function applyLook(_look: Settings): void {}

export const hasThemes = false
