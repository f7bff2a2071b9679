import { App, Button, ConfigProvider, Drawer, Grid, Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { ApiError } from '../../../api/error.ts'
import { messageOf } from '../../../api/message.ts'
import { useRead, useWrite } from '../../../api/use.ts'
import { useCan } from '../../../app/me.tsx'
import { NotFound } from '../../../app/outcomes.tsx'
import { useT } from '../../../i18n/i18n.tsx'
import { Problem } from '../../../ui/outcome.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { State } from '../../../ui/tone.tsx'
import { useLeaveGuard } from '../../../ui/use-leave-guard.tsx'
import { productStateKey, productTone } from '../product-state.ts'
import { draftOf, emptyDraft, faultsOf, inputOf, type Draft, type Product } from './draft.ts'
import './editor.css'
import { PhonePreview } from './phone-preview.tsx'
import { BasicSection, ListingSection, PromiseSection } from './sections.tsx'
import { AttributeSection } from './attribute-section.tsx'
import { DetailSection } from './detail-section.tsx'
import { LimitSection } from './limit-section.tsx'
import { MediaSection } from './media-section.tsx'
import { ShowSection } from './show-section.tsx'
import { SkuSection } from './sku-section.tsx'

/** Creates a product, or edits one. */
export function EditorPage() {
  const { id } = useParams()
  const t = useT()
  const product = useRead('getAdminProduct', { id: id ?? '' }, { enabled: id !== undefined })
  if (id === undefined) return <Editor key="new" product={undefined} />
  if (product.error instanceof ApiError && product.error.status === 404) return <NotFound />
  if (product.error && !product.data) return <Problem error={product.error} onRetry={() => void product.refetch()} />
  if (product.data?.id !== id) return <Skeleton active paragraph={{ rows: 12 }} aria-label={t('common.loading')} />
  // A new version is a new start: what was typed has just been saved.
  return <Editor key={`${id} ${product.data.version}`} product={product.data} />
}

export interface SectionProps {
  draft: Draft
  change: (patch: Partial<Draft>) => void
  /** The sentence to show beside a field, once saving was tried. */
  fault: (field: keyof ReturnType<typeof faultsOf>) => string | undefined
  product: Product | undefined
}

function Editor({ product }: { product: Product | undefined }) {
  const t = useT()
  const can = useCan()
  const wide = Grid.useBreakpoint().xl ?? true
  const start = useMemo(() => (product ? draftOf(product) : emptyDraft()), [product])
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const [previewing, setPreviewing] = useState(false)
  const faults = faultsOf(draft)
  const dirty = draft !== start
  const { save, saving } = useSave(product)
  const guard = useLeaveGuard(dirty && !saving)
  const mayWrite = can('catalog.write')
  const section: SectionProps = {
    draft,
    product,
    change: (patch) => setDraft((now) => ({ ...now, ...patch })),
    fault: (field) => (tried && faults[field] ? t(faults[field]) : undefined),
  }
  const submit = () => {
    setTried(true)
    if (Object.keys(faults).length === 0) return save(inputOf(draft), guard.allow)
    requestAnimationFrame(() =>
      document.querySelector('.ant-form-item-has-error, .section-fault')?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
    )
  }
  return (
    <>
      <PageHead
        title={product ? product.title : t('nav.productNew')}
        back="/products"
        mark={product && <State tone={productTone[product.state]}>{t(productStateKey[product.state])}</State>}
      >
        {!wide && <Button onClick={() => setPreviewing(true)}>{t('editor.preview')}</Button>}
      </PageHead>
      <ConfigProvider componentDisabled={!mayWrite}>
        <div className="editor">
          <fieldset className="editor-form" disabled={!mayWrite} aria-label={t('nav.product')}>
            <BasicSection {...section} />
            <MediaSection {...section} />
            <ShowSection {...section} />
            <SkuSection {...section} />
            <LimitSection {...section} />
            <AttributeSection {...section} />
            <PromiseSection {...section} />
            <DetailSection {...section} />
            <ListingSection {...section} />
          </fieldset>
          {wide && (
            <aside className="editor-preview" aria-label={t('editor.preview')}>
              <PhonePreview draft={draft} />
            </aside>
          )}
        </div>
      </ConfigProvider>
      {mayWrite && (
        <div className="save-bar" data-testid="save-bar">
          <Button type="primary" loading={saving} disabled={!dirty} onClick={submit} data-testid="save">
            {t('common.save')}
          </Button>
          <Button disabled={!dirty || saving} onClick={() => setDraft(start)}>
            {t('common.discard')}
          </Button>
          <span className="muted" role="status">
            {tried && Object.keys(faults).length > 0 ? (
              <span style={{ color: 'var(--bad)' }}>{t('editor.faults', { count: Object.keys(faults).length })}</span>
            ) : dirty ? (
              t('common.unsaved')
            ) : (
              t('common.noChanges')
            )}
          </span>
        </div>
      )}
      <Drawer open={previewing} onClose={() => setPreviewing(false)} title={t('editor.preview')} size={420}>
        <PhonePreview draft={draft} />
      </Drawer>
      {guard.dialog}
    </>
  )
}

/** Saves as new or as the next version; when somebody else saved meanwhile, says so instead of overwriting. */
function useSave(product: Product | undefined) {
  const t = useT()
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const stale = ['listAdminProducts', 'getAdminProduct', 'listStock', 'listAdminCategories'] as const
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.code === 'version_changed') {
      modal.warning({ title: t('editor.versionChanged'), content: t('editor.versionChangedHint') })
    } else message.error(messageOf(error, t), 6)
    return true
  }
  const create = useWrite('createProduct', { stale, success: t('editor.created'), onError })
  const update = useWrite('updateProduct', { stale, success: t('common.saved'), onError })
  const save = (input: ReturnType<typeof inputOf>, allow: () => void) => {
    if (product) return update.mutate({ ...input, id: product.id, version: product.version })
    create.mutate(input, {
      onSuccess: ({ id }) => {
        allow()
        void navigate(`/products/${id}`, { replace: true })
      },
    })
  }
  return { save, saving: create.isPending || update.isPending }
}
