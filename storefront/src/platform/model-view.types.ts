import type { Sized } from '@/lib/picture'

export interface ModelViewProps {
  /** Address of the binary glTF. */
  url: string
  /** Stands there until the model has come, or instead of it. */
  picture: Sized
  title: string
}
