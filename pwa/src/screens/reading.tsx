import { canSpeak, speak } from '../device/speak.ts';
import { dictionary, language } from '../i18n/index.ts';
import { readAloud, setReadAloud, setTextSize, textSize } from '../state/view.ts';
import { Pick } from '../ui/field.tsx';

const words = dictionary({
  size: '字号', normal: '标准', large: '大', huge: '特大', aloud: '新工单语音播报', hint: '应用打开时，有新工单会读出来', sample: '新工单会这样读出来。',
  silent: '这个浏览器不能语音播报',
}, {
  size: 'Text size', normal: 'Normal', large: 'Large', huge: 'Very large', aloud: 'Read new orders aloud', hint: 'While the app is open, a new order is read out',
  sample: 'This is how a new order is read out.', silent: 'This browser cannot speak',
});

/** For eyes that want larger letters, and hands that are full. */
export function Reading() {
  const say = words(), able = canSpeak();
  // Heard at once, it shows how loud the phone is; and the tap lets the browser speak later on.
  const change = (on: boolean) => { setReadAloud(on); if (on) speak(say.sample, language.peek()); };
  return (
    <section class="card stack">
      <Pick label={say.size} value={textSize.value} pick={setTextSize} options={[['normal', say.normal], ['large', say.large], ['huge', say.huge]]} />
      <label class="row switch">
        <span class="grow"><strong>{say.aloud}</strong><span class="block small quiet">{able ? say.hint : say.silent}</span></span>
        <input type="checkbox" role="switch" checked={able && readAloud.value} disabled={!able} onChange={(event) => change(event.currentTarget.checked)} data-action="read-aloud" />
      </label>
    </section>
  );
}
