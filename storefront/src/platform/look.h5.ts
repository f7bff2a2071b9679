import type { Settings } from '@/stores/settings'

/** Puts theme, text size and language on the document, where the style sheet and screen readers find them. */
export function applyLook({ lang, theme, text }: Settings): void {
  const { documentElement: root } = document
  root.lang = lang
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  root.dataset['text'] = text
}

export const hasThemes = true
