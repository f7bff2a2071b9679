import type { IconName } from '@/design/icons'
import { classNames } from '@/lib/class-names'
import { Text } from './base'
import './icon.scss'

const kebab = (name: string) => name.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`)

/** Drawn as a mask, so it takes the text colour. Decorative: the text beside it, or the button around it, says what it means. */
export function Icon({ name, size = 20, className }: { name: IconName; size?: number; className?: string | undefined }) {
  return <Text className={classNames('icon', `icon--${kebab(name)}`, className)} style={{ width: `${size}px`, height: `${size}px` }} />
}
