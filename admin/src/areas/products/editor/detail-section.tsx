import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useT } from '../../../i18n/i18n.tsx'
import type { SectionProps } from './editor-page.tsx'
import { Section } from './section.tsx'

const RichText = lazy(async () => ({ default: (await import('./rich-text.tsx')).RichText }))

export function DetailSection({ draft, change }: SectionProps) {
  const t = useT()
  return (
    <Section id="detail" title={t('editor.detail')} hint={t('editor.detailHint')}>
      <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: 300 }} />}>
        <RichText html={draft.detailHtml} label={t('editor.detail')} onChange={(detailHtml) => change({ detailHtml })} />
      </Suspense>
    </Section>
  )
}
