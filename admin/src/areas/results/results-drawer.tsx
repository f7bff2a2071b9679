import { Drawer } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ResultsNumbers } from './results-numbers.tsx'

interface Props {
  kind: string
  id: string
  title: string
  onClose: () => void
}

/** All that is known of one campaign, whatever play it belongs to. */
export function ResultsDrawer({ kind, id, title, onClose }: Props) {
  const t = useT()
  const read = useRead('getCampaignResults', { kind, id }, { refetchInterval: 30_000 })
  return (
    <Drawer open onClose={onClose} size={760} title={`${t('results.look')} · ${title}`} data-testid="results-drawer">
      <Loaded read={read}>{(data) => <ResultsNumbers results={data} />}</Loaded>
    </Drawer>
  )
}
