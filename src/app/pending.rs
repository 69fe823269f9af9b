//! MERGE: stands in for the stages that are still being built, so that the pipeline is real code. Delete this file, its
//! line in `app/mod.rs`, and in `pipeline.rs` take `crate::{analysis, report}` instead.
#![allow(missing_docs, dead_code)]

pub mod analysis {
    use crate::domain::{Figures, Found, Knowledge, Observations};

    #[derive(Debug, thiserror::Error)]
    #[error("analysis")]
    pub struct AnalysisError;

    pub fn analyse(_: &Observations, knowledge: &Knowledge) -> Result<Found<Figures>, AnalysisError> {
        let years = knowledge.calendar.years(knowledge.term.period);
        Ok(Found::clean(Figures::new(Vec::new(), years, knowledge.term.period)))
    }

    pub mod check {
        use crate::domain::{Figures, Finding, Knowledge, Observations};

        pub fn run(_: &Observations, _: &Knowledge, _: &Figures) -> Vec<Finding> {
            Vec::new()
        }
    }
}

pub mod report {
    use crate::domain::{Figures, Finding, Knowledge, Observations};
    use crate::report::chart::ChartSpec;

    #[derive(Debug, thiserror::Error)]
    #[error("report")]
    pub struct ReportError;

    pub mod theme {
        #[derive(Default)]
        pub struct Theme;
    }

    pub struct Report {
        pub charts: Vec<ChartSpec>,
    }

    pub fn compose(_: &Figures, _: &Observations, _: &Knowledge, _: &[Finding]) -> Report {
        Report { charts: Vec::new() }
    }

    pub mod chart {
        use super::{ReportError, theme::Theme};
        use crate::report::chart::ChartSpec;

        pub fn svg(_: &ChartSpec, _: &Theme) -> Result<String, ReportError> {
            Ok("<svg/>".to_owned())
        }

        pub fn png(_: &str, _: u32) -> Result<Vec<u8>, ReportError> {
            Ok(vec![0])
        }
    }

    pub mod write {
        use super::{Report, ReportError, theme::Theme};
        use crate::domain::{Figures, Finding, Knowledge, Observations};
        use crate::text::Language;

        pub fn xlsx(_: &Report, _: &Theme) -> Result<Vec<u8>, ReportError> {
            Ok(vec![0])
        }

        pub fn summary_csv(_: &Figures, _: &Observations, _: &Knowledge, _: bool) -> String {
            "unit,unit_name,indicator,category,period,value,qualifier,basis,reported,expected,gaps\n".to_owned()
        }

        pub fn findings_csv(_: &[Finding], _: Language) -> String {
            "severity,code,unit,indicator,category,period,file,sheet,cell,message,suggestion\n".to_owned()
        }

        pub fn parquet(_: &Observations, _: &Knowledge) -> Result<Vec<u8>, ReportError> {
            Ok(vec![0])
        }
    }
}
