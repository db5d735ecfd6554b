import { Component, type ReactNode } from "react";

/** Words for the case that not even the dictionaries could be loaded. */
const WORDS = {
  en: {
    title: "This part of the app could not be loaded",
    hint: "Check the connection and try again.",
    reload: "Reload",
  },
  zh: { title: "应用的这一部分没能加载", hint: "请检查网络连接后重试。", reload: "刷新" },
};

interface State {
  readonly broken: boolean;
}

/** What shows when a chunk cannot be fetched or a component fails: a way on instead of a blank page. */
export class Broken extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    const words = navigator.language.startsWith("zh") ? WORDS.zh : WORDS.en;
    return (
      <div className="sk-blank" role="alert">
        <p className="sk-blank-title">{words.title}</p>
        <p className="sk-blank-words">{words.hint}</p>
        <button type="button" className="sk-button sk-button-primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </div>
    );
  }
}
