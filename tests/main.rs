//! The one integration binary: the program from outside, and the rules that hold the tree together.

mod architecture;
mod bad_input;
mod bytes;
mod cli;
mod committed;
mod comparing;
mod drawing;
mod editions;
mod fidelity;
mod hostile;
mod inspecting;
mod interrupted;
mod kinds;
mod legacy;
mod letters;
mod reading;
mod real;
mod recipes;
mod sandbox;
mod thanh_oai;
mod vinh_long;
mod wall;
mod wording;
mod workbook;
mod workspace;
